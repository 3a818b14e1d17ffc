package ai.valeo.erp.tributary.edge.core;

/**
 * The node's connection as a value; events make the next one.
 *
 * @param state what is shown
 * @param offlineMode whether the user has cut the network off
 * @param failures failed attempts in a row
 */
public record Connectivity(ConnectionState state, boolean offlineMode, int failures) {

  /** Before the first attempt. */
  public static final Connectivity NOT_STARTED =
      new Connectivity(ConnectionState.OFFLINE, false, 0);

  /**
   * The node begins to try; what is OFFLINE after too many attempts stays so until one succeeds.
   */
  public Connectivity trying() {
    boolean givenUp = state == ConnectionState.OFFLINE && failures > 0;
    return offlineMode || givenUp || state == ConnectionState.ONLINE
        ? this
        : new Connectivity(ConnectionState.RECONNECTING, false, failures);
  }

  /** An attempt has succeeded; the failures count until the connection has proved itself. */
  public Connectivity connected() {
    return offlineMode ? this : new Connectivity(ConnectionState.ONLINE, false, failures);
  }

  /** The connection still stood when it was looked after. */
  public Connectivity proved() {
    return state == ConnectionState.ONLINE ? new Connectivity(state, offlineMode, 0) : this;
  }

  /**
   * An attempt has failed, or a connection was lost. Past the limit the node counts as offline; it
   * goes on trying at the longest pause.
   */
  public Connectivity failed(int maxAttempts) {
    if (offlineMode) {
      return this;
    }
    int next = failures == Integer.MAX_VALUE ? failures : failures + 1;
    ConnectionState shown =
        next >= maxAttempts ? ConnectionState.OFFLINE : ConnectionState.RECONNECTING;
    return new Connectivity(shown, false, next);
  }

  /** The user switches offline mode on or off. */
  public Connectivity withOfflineMode(boolean on) {
    if (on == offlineMode) {
      return this;
    }
    return new Connectivity(on ? ConnectionState.OFFLINE : ConnectionState.RECONNECTING, on, 0);
  }
}
