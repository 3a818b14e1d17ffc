package ai.valeo.erp.tributary.schemas.entity;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value of an attribute. Absence is {@code null}, never a value of its own.
 *
 * <p>Values of the same kind have a total order; values of different kinds are ordered by kind, so
 * that every collection of values has one fixed order.
 */
public sealed interface Value extends Comparable<Value> {

  /** Place of the kind in the order of kinds. */
  int kindOrder();

  /** True or false. */
  record Flag(boolean value) implements Value {
    @Override
    public int kindOrder() {
      return 0;
    }
  }

  /** A whole number, 64 bits. */
  record Whole(long value) implements Value {
    @Override
    public int kindOrder() {
      return 1;
    }
  }

  /** A binary floating-point number, for measurements; never for money or quantities. */
  record Real(double value) implements Value {
    /** Refuses NaN and the infinities: they have no place in an order. */
    public Real {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
      }
      value = value == 0.0 ? 0.0 : value;
    }

    @Override
    public int kindOrder() {
      return 2;
    }
  }

  /** An exact decimal number. Equal means same number and same scale. */
  record Decimal(BigDecimal value) implements Value {
    @Override
    public int kindOrder() {
      return 3;
    }
  }

  /** A text; also the symbol of an enumeration. */
  record Text(String value) implements Value {
    @Override
    public int kindOrder() {
      return 4;
    }
  }

  /** A list in its order, or a set in the natural order of its elements without repetition. */
  record Many(List<Value> elements) implements Value {
    /** Copies. */
    public Many {
      elements = List.copyOf(elements);
    }

    @Override
    public int kindOrder() {
      return 5;
    }
  }

  /** A flat record inside a list, by field name; absent fields are not in the map. */
  record Structure(SortedMap<String, Value> fields) implements Value {
    /** Copies. */
    public Structure {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    @Override
    public int kindOrder() {
      return 6;
    }
  }

  static Value of(boolean value) {
    return new Flag(value);
  }

  static Value of(long value) {
    return new Whole(value);
  }

  static Value of(double value) {
    return new Real(value);
  }

  static Value of(BigDecimal value) {
    return new Decimal(value);
  }

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(List<? extends Value> elements) {
    return new Many(List.copyOf(elements));
  }

  static Value of(Map<String, ? extends Value> fields) {
    return new Structure(new TreeMap<>(fields));
  }

  @Override
  default int compareTo(Value other) {
    Objects.requireNonNull(other, "other");
    return switch (this) {
      case Flag(boolean a) when other instanceof Flag(boolean b) -> Boolean.compare(a, b);
      case Whole(long a) when other instanceof Whole(long b) -> Long.compare(a, b);
      case Real(double a) when other instanceof Real(double b) -> Double.compare(a, b);
      case Decimal(BigDecimal a) when other instanceof Decimal(BigDecimal b) -> order(a, b);
      case Text(String a) when other instanceof Text(String b) -> a.compareTo(b);
      case Many(List<Value> a) when other instanceof Many(List<Value> b) -> order(a, b);
      case Structure(SortedMap<String, Value> a)
          when other instanceof Structure(SortedMap<String, Value> b) ->
          order(a, b);
      default -> Integer.compare(kindOrder(), other.kindOrder());
    };
  }

  private static int order(BigDecimal a, BigDecimal b) {
    int byNumber = a.compareTo(b);
    return byNumber != 0 ? byNumber : Integer.compare(a.scale(), b.scale());
  }

  private static int order(List<Value> a, List<Value> b) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int byElement = a.get(i).compareTo(b.get(i));
      if (byElement != 0) {
        return byElement;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int order(SortedMap<String, Value> a, SortedMap<String, Value> b) {
    var left = a.entrySet().iterator();
    var right = b.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      var one = left.next();
      var two = right.next();
      int byName = one.getKey().compareTo(two.getKey());
      if (byName != 0) {
        return byName;
      }
      int byValue = one.getValue().compareTo(two.getValue());
      if (byValue != 0) {
        return byValue;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
