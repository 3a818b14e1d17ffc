package ai.valeo.erp.tributary.edge.store;

/** What the user has switched on; survives restarts. */
public final class SwitchTable {

  private static final String OFFLINE_MODE = "offlineMode";

  private final Sql sql;

  SwitchTable(Sql sql) {
    this.sql = sql;
  }

  /** Whether offline mode was left on. */
  public boolean isOfflineMode() {
    return sql.first(
            row -> Boolean.parseBoolean(row.getString(1)),
            "SELECT value FROM switch WHERE name = ?",
            OFFLINE_MODE)
        .orElse(false);
  }

  /** Remembers offline mode. */
  public void setOfflineMode(boolean on) {
    sql.update(
        "INSERT INTO switch (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        OFFLINE_MODE,
        Boolean.toString(on));
  }
}
