package ai.valeo.erp.tributary.edge.network;

/**
 * One connection to the centre, from the first try to the end. A session that has failed or was
 * closed is not used again.
 */
public interface Session extends AutoCloseable {

  /**
   * Connects and begins to work; blocks until connected.
   *
   * @throws RuntimeException if that fails, or the session is closed meanwhile
   */
  void connect();

  /**
   * Looks after the connection; called every now and then.
   *
   * @return whether the broker has answered since the connection was made
   * @throws RuntimeException if the connection is lost or any part of the session has failed
   */
  boolean tick();

  /** Whether the way to the broker, or what the session needs besides, is bad. */
  boolean isUnstable();

  /** Says goodbye, if that can be done quickly; only on a session that works. */
  void leave();

  /** Ends all use of the network at once; any thread, any time, more than once. */
  @Override
  void close();
}
