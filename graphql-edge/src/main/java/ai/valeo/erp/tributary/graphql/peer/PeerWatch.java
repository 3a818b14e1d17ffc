package ai.valeo.erp.tributary.graphql.peer;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the other instances how they are, and remembers when each was last well. Any thread. */
public final class PeerWatch {

  private static final byte[] NOTHING = {};

  private final Peers peers;
  private final LongSupplier nanos;
  private final Map<Host, Heard> heard = new ConcurrentHashMap<>();

  /**
   * Has heard of nobody.
   *
   * @param nanos a clock that never goes back
   */
  public PeerWatch(Peers peers, LongSupplier nanos) {
    this.peers = peers;
    this.nanos = nanos;
  }

  private record Heard(long atNs, Status status) {}

  /** Asks all of them and waits for their answers; those who are none of them are forgotten. */
  public void look(Set<Host> others) {
    heard.keySet().retainAll(others);
    Map<Host, CompletableFuture<byte[]>> asked = new ConcurrentHashMap<>();
    long atNs = nanos.getAsLong();
    others.forEach(host -> asked.put(host, peers.send(host, PeerServer.STATUS, NOTHING)));
    asked.forEach((host, answer) -> {
      byte[] message = Peers.await(answer);
      Status status = message == null ? null : Status.of(message);
      if (status != null && status.isRunning()) {
        heard.put(host, new Heard(atNs, status));
      }
    });
  }

  /** When an instance was last known to keep its partitions up to date; none = never. */
  public @Nullable Long lastWellNs(Host host) {
    Heard last = heard.get(host);
    return last == null ? null : last.atNs;
  }

  /** Answers a second that the views of all the others take in, as they last said. */
  public double answersPerSecond() {
    return heard.values().stream().mapToDouble(one -> one.status.answersPerSecond()).sum();
  }

  /** Records that the views of all the others have not taken in; none if one did not say so. */
  public @Nullable Long lag(Set<Host> others) {
    long sum = 0;
    for (Host host : others) {
      Heard last = heard.get(host);
      if (last == null || last.status.lag() < 0) {
        return null;
      }
      sum += last.status.lag();
    }
    return sum;
  }

  /** How many of the others were well within a time. */
  public int well(Set<Host> others, long withinNs) {
    long now = nanos.getAsLong();
    return (int)
        others.stream()
            .filter(host -> {
              Long at = lastWellNs(host);
              return at != null && now - at <= withinNs;
            })
            .count();
  }
}
