package ai.valeo.erp.tributary.edge.store;

/** What is so or not, over restarts: what the user has switched on, what has been reached. */
public final class SwitchTable {

  private static final String OFFLINE_MODE = "offlineMode";
  private static final String RECEIVED = "received";

  private final Sql sql;

  SwitchTable(Sql sql) {
    this.sql = sql;
  }

  /** Whether offline mode was left on. */
  public boolean isOfflineMode() {
    return isOn(OFFLINE_MODE);
  }

  /** Remembers offline mode. */
  public void setOfflineMode(boolean on) {
    set(OFFLINE_MODE, on);
  }

  /** Whether everything the centre had written was read once. */
  public boolean hasReceived() {
    return isOn(RECEIVED);
  }

  /** Remembers whether everything the centre had written was read. */
  public void setReceived(boolean isSo) {
    set(RECEIVED, isSo);
  }

  private boolean isOn(String name) {
    return sql.first(
            row -> Boolean.parseBoolean(row.getString(1)),
            "SELECT value FROM switch WHERE name = ?",
            name)
        .orElse(false);
  }

  private void set(String name, boolean on) {
    sql.update(
        "INSERT INTO switch (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        Boolean.toString(on));
  }
}
