package ai.valeo.erp.tributary.schemas.entity;

/** The intent of one change of one attribute. */
public enum Operator {
  /** Replace the value; with no operand, clear it. */
  SET,
  /** Add a number, which may be negative. */
  ADD,
  /** Put an element into a set. */
  INSERT,
  /** Take an element out of a set. */
  REMOVE
}
