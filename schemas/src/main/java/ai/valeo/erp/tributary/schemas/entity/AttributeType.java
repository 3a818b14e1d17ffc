package ai.valeo.erp.tributary.schemas.entity;

import java.util.List;

/** Type of an attribute's values. */
public sealed interface AttributeType {

  /** True or false: {@link Value.Flag}. */
  record Flag() implements AttributeType {}

  /** A whole number within bounds: {@link Value.Whole}. */
  record Whole(long least, long greatest) implements AttributeType {}

  /** A point in time, milliseconds since 1970 UTC: {@link Value.Whole}. */
  record Timestamp() implements AttributeType {}

  /** A binary floating-point number: {@link Value.Real}. */
  record Real() implements AttributeType {}

  /** A decimal number with a fixed scale: {@link Value.Decimal}. */
  record Decimal(int precision, int scale) implements AttributeType {}

  /** A text: {@link Value.Text}. */
  record Text() implements AttributeType {}

  /** One of a declared list of symbols: {@link Value.Text}. */
  record Symbol(List<String> symbols) implements AttributeType {
    public Symbol {
      symbols = List.copyOf(symbols);
    }
  }

  /** A list, or a set where the merge strategy is {@code set}: {@link Value.Many}. */
  record Many(AttributeType element) implements AttributeType {}

  /** A flat record, only inside a list: {@link Value.Structure}. */
  record Structure(String name, List<Field> fields) implements AttributeType {
    public Structure {
      fields = List.copyOf(fields);
    }
  }

  /** A field of a flat record. */
  record Field(String name, AttributeType type, boolean optional) {}
}
