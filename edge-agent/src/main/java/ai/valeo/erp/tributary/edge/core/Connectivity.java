package ai.valeo.erp.tributary.edge.core;

/**
 * The node's connection as a value; events make the next one.
 *
 * <ul>
 *   <li>ONLINE and UNSTABLE: a session stands; {@link LinkQuality} tells which of the two.
 *   <li>RECONNECTING: none stands, and fewer attempts in a row than allowed have failed.
 *   <li>OFFLINE: offline mode, not started, closed, or too many attempts have failed; the latter
 *       stays so until an attempt succeeds.
 * </ul>
 *
 * @param state what is shown
 * @param offlineMode whether the user has cut the network off
 * @param failures failed attempts in a row
 */
public record Connectivity(ConnectionState state, boolean offlineMode, int failures) {

  /** Before the first attempt. */
  public static final Connectivity NOT_STARTED =
      new Connectivity(ConnectionState.OFFLINE, false, 0);

  /** Before the first attempt, with offline mode as it was left. */
  public static Connectivity notStarted(boolean offlineMode) {
    return new Connectivity(ConnectionState.OFFLINE, offlineMode, 0);
  }

  /** Whether a session stands. */
  public boolean isConnected() {
    return state == ConnectionState.ONLINE || state == ConnectionState.UNSTABLE;
  }

  /**
   * The node begins to try; what is OFFLINE after too many attempts stays so until one succeeds.
   */
  public Connectivity trying() {
    boolean givenUp = state == ConnectionState.OFFLINE && failures > 0;
    return offlineMode || givenUp || isConnected()
        ? this
        : new Connectivity(ConnectionState.RECONNECTING, false, failures);
  }

  /**
   * An attempt has succeeded; the failures count until the connection has proved itself.
   *
   * @param unstable whether the way to the broker was bad of late
   */
  public Connectivity connected(boolean unstable) {
    return offlineMode ? this : new Connectivity(standing(unstable), false, failures);
  }

  /**
   * The connection was looked after and still stands.
   *
   * @param proved whether the broker has answered since it was made
   * @param unstable whether the way to the broker is bad
   */
  public Connectivity stands(boolean proved, boolean unstable) {
    return isConnected()
        ? new Connectivity(standing(unstable), offlineMode, proved ? 0 : failures)
        : this;
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

  private static ConnectionState standing(boolean unstable) {
    return unstable ? ConnectionState.UNSTABLE : ConnectionState.ONLINE;
  }
}
