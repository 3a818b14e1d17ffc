package ai.valeo.erp.tributary.schemas.entity;

/** What an attribute is to those who look for entities; the schema's property {@code search}. */
public enum SearchRole {
  /** The name people look for. */
  TITLE,
  /** More about it, in sentences. */
  DESCRIPTION,
  /** Words to find it by. */
  TAGS,
  /** Divides what was found into groups, e.g. its category. */
  FACET,
  /** The id of the thing that this entity counts the stock of. */
  STOCK_OF,
  /** How much of that thing is there. */
  STOCK,
  /** What entities are listed by, e.g. the warehouse of a stock; a facet is that too. */
  GROUP,
  /** What puts the lists in order: a number or a time, one of a type. */
  ORDER
}
