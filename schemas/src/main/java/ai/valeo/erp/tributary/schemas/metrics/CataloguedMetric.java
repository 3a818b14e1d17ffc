package ai.valeo.erp.tributary.schemas.metrics;

/**
 * A metric out of a module's catalogue: an enum that lists every metric the module writes itself.
 * Its tags are bounded and never name an entity.
 */
public interface CataloguedMetric {

  /** What is known of it. */
  Metric metric();

  /** Name under which it is registered. */
  default String id() {
    return metric().id();
  }

  /** Its base unit; empty = a plain number. */
  default String unit() {
    return metric().unit();
  }

  /** What it says. */
  default String meaning() {
    return metric().meaning();
  }

  /** When to look; empty = never by itself. */
  default String alert() {
    return metric().alert();
  }
}
