package ai.valeo.erp.tributary.compose.northwind;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Northwind's tables.
 *
 * @param offices the cities of the employees, each once, in the employees' order
 * @param categories product categories
 * @param products products
 * @param customers customers
 * @param orders orders with their lines, by number, which is by date too
 */
public record Northwind(
    List<Office> offices,
    List<Category> categories,
    List<Product> products,
    List<Customer> customers,
    List<Order> orders) {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** A product category. */
  public record Category(String id, String name, String description) {}

  /** A product; {@code unitsInStock} is the opening stock. */
  public record Product(
      String id,
      String name,
      String supplierId,
      String categoryId,
      String quantityPerUnit,
      BigDecimal price,
      int unitsInStock,
      int reorderLevel,
      boolean isDiscontinued) {}

  /** A customer. */
  public record Customer(
      String id,
      String company,
      String contact,
      String street,
      String city,
      String region,
      String postalCode,
      String country,
      String phone) {}

  /** An order, taken by an office. */
  public record Order(
      String id,
      String customerId,
      String employeeId,
      Office office,
      LocalDate date,
      @Nullable LocalDate shippedOn,
      String shipCity,
      String shipCountry,
      List<Line> lines) {}

  /** A line of an order. */
  public record Line(
      String orderId, String productId, BigDecimal price, int quantity, BigDecimal percentOff) {}

  /** Copies. */
  public Northwind {
    offices = List.copyOf(offices);
    categories = List.copyOf(categories);
    products = List.copyOf(products);
    customers = List.copyOf(customers);
    orders = List.copyOf(orders);
  }

  /** The tables that come with the program. */
  public static Northwind load() {
    Map<String, Office> employees =
        read("employees", row -> row).stream()
            .collect(
                Collectors.toMap(
                    row -> row.getField("employee_id"),
                    row -> new Office(row.getField("city")),
                    (a, b) -> a,
                    TreeMap::new));
    Map<String, List<Line>> lines =
        read("order_details", Northwind::line).stream()
            .collect(Collectors.groupingBy(Line::orderId));
    return new Northwind(
        employees.values().stream().distinct().toList(),
        read("categories", Northwind::category),
        read("products", Northwind::product),
        read("customers", Northwind::customer),
        read("orders", row -> order(row, employees, lines)));
  }

  private static <T> List<T> read(String table, Function<NamedCsvRecord, T> toRow) {
    String resource = "northwind/" + table + ".csv";
    try (InputStream file = Northwind.class.getClassLoader().getResourceAsStream(resource);
        CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return rows.stream().map(toRow).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + resource + " cannot be read", e);
    }
  }

  private static Category category(NamedCsvRecord row) {
    return new Category(
        row.getField("category_id"), row.getField("category_name"), row.getField("description"));
  }

  private static Product product(NamedCsvRecord row) {
    return new Product(
        row.getField("product_id"),
        row.getField("product_name"),
        row.getField("supplier_id"),
        row.getField("category_id"),
        row.getField("quantity_per_unit"),
        money(row.getField("unit_price")),
        Integer.parseInt(row.getField("units_in_stock")),
        Integer.parseInt(row.getField("reorder_level")),
        row.getField("discontinued").equals("1"));
  }

  private static Customer customer(NamedCsvRecord row) {
    return new Customer(
        row.getField("customer_id"),
        row.getField("company_name"),
        row.getField("contact_name"),
        row.getField("address"),
        row.getField("city"),
        row.getField("region"),
        row.getField("postal_code"),
        row.getField("country"),
        row.getField("phone"));
  }

  private static Line line(NamedCsvRecord row) {
    BigDecimal share = new BigDecimal(row.getField("discount"));
    return new Line(
        row.getField("order_id"),
        row.getField("product_id"),
        money(row.getField("unit_price")),
        Integer.parseInt(row.getField("quantity")),
        share.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP));
  }

  private static Order order(
      NamedCsvRecord row, Map<String, Office> employees, Map<String, List<Line>> lines) {
    String id = row.getField("order_id");
    String employee = row.getField("employee_id");
    Office office = employees.get(employee);
    if (office == null) {
      throw new IllegalStateException("employee: " + employee + " of order " + id + " is unknown");
    }
    return new Order(
        id,
        row.getField("customer_id"),
        employee,
        office,
        LocalDate.parse(row.getField("order_date")),
        date(row.getField("shipped_date")),
        row.getField("ship_city"),
        row.getField("ship_country"),
        lines.getOrDefault(id, List.of()));
  }

  private static @Nullable LocalDate date(String text) {
    return text.isEmpty() ? null : LocalDate.parse(text);
  }

  /** The tables bear the rounding of a 32-bit float. */
  private static BigDecimal money(String text) {
    return new BigDecimal(text).setScale(2, RoundingMode.HALF_UP);
  }
}
