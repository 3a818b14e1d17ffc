package ai.valeo.erp.tributary.edge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One SQLite connection with its prepared statements. Used by one thread at a time. */
final class Sql implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value of the present row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement without arguments and without result. */
  void run(String text) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Changes rows and returns how many. */
  int update(String text, @Nullable Object... arguments) {
    try {
      return bound(text, arguments).executeUpdate();
    } catch (SQLException e) {
      forget(text);
      throw failed(e);
    }
  }

  /** Runs a statement once for each row of arguments and returns how many rows each changed. */
  int[] updateAll(String text, List<@Nullable Object[]> rows) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try {
      PreparedStatement statement = bound(text);
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      forget(text);
      throw failed(e);
    }
  }

  /** Changes rows by a statement whose argument is a {@link RowList}; returns how many. */
  int updateRows(String text, List<@Nullable Object[]> rows) {
    return rows.isEmpty() ? 0 : update(text, RowList.of(rows));
  }

  /** All rows of a query. */
  <T> List<T> list(Row<T> row, String text, @Nullable Object... arguments) {
    var rows = new ArrayList<T>();
    try (ResultSet result = bound(text, arguments).executeQuery()) {
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    } catch (SQLException e) {
      forget(text);
      throw failed(e);
    }
  }

  /** Runs a statement for every row of a query, with the row's columns. */
  void eachRow(String query, String statement) {
    try (Statement source = connection.createStatement();
        ResultSet rows = source.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      PreparedStatement each = bound(statement);
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          each.setObject(i, rows.getObject(i));
        }
        each.executeUpdate();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The first row of a query. */
  <T> Optional<T> first(Row<T> row, String text, @Nullable Object... arguments) {
    try (ResultSet result = bound(text, arguments).executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    } catch (SQLException e) {
      forget(text);
      throw failed(e);
    }
  }

  /** The number in the first column of the first row, or 0. */
  long number(String text, @Nullable Object... arguments) {
    return first(row -> row.getLong(1), text, arguments).orElse(0L);
  }

  /** The texts of all statements prepared so far. */
  List<String> texts() {
    return List.copyOf(prepared.keySet());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** After some failures, such as a full disk, the driver never runs a statement again. */
  private void forget(String text) {
    try (PreparedStatement broken = prepared.remove(text)) {
      if (broken != null) {
        broken.clearParameters();
      }
    } catch (SQLException e) {
      // it is gone, which was the purpose
    }
  }

  private static StoreException failed(SQLException cause) {
    return StoreException.of("a statement failed", cause);
  }

  @SuppressWarnings("resource") // statements live as long as their connection
  private PreparedStatement bound(String text, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      prepared.put(text, statement);
    }
    bind(statement, arguments);
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      switch (argument) {
        case null -> statement.setString(i + 1, null);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case String string -> statement.setString(i + 1, string);
        default ->
            throw new IllegalArgumentException(
                "argument: " + argument.getClass() + " (expected: Long, Integer or String)");
      }
    }
  }
}
