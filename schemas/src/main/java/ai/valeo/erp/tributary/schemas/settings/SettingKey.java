package ai.valeo.erp.tributary.schemas.settings;

/**
 * A key out of a process's catalogue: an enum that lists every key the process knows. Add a key by
 * adding a constant, and its {@link #tableRow()} to the module's README; a test compares them.
 */
public interface SettingKey {

  /** What is known of it. */
  Setting setting();

  /** The key. */
  default String key() {
    return setting().key();
  }

  /** Its value where none is configured; empty for the required ones. */
  default String defaultText() {
    return setting().defaultText();
  }

  /** What it is for. */
  default String meaning() {
    return setting().meaning();
  }

  /** Its line in the README's table. */
  default String tableRow() {
    return setting().tableRow();
  }
}
