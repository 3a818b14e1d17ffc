package ai.valeo.erp.tributary.compose.northwind;

import java.util.Locale;

/**
 * A sales office with its own warehouse; the city of employees.
 *
 * @param city its city
 */
public record Office(String city) implements Comparable<Office> {
  /** Name of its edge node and of its warehouse. */
  public String id() {
    return city.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(Office other) {
    return city.compareTo(other.city);
  }
}
