package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Allowance;
import ai.valeo.erp.tributary.edge.core.FlowStatus;
import ai.valeo.erp.tributary.edge.core.SendWindow;
import ai.valeo.erp.tributary.edge.core.TokenBucket;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says how many mutations may be sent now: no faster than the centre allows, no more than can be
 * answered in time, and while the way is unstable only a few at once, the next when the broker has
 * them. The most urgent are claimed first, so the less is allowed the more urgent is what goes.
 *
 * <p>Threading: any thread; outlives the sessions.
 */
public final class FlowGate {

  private static final long UNTIMED = Long.MIN_VALUE;

  /** Each claim is a write to the disk: at a low rate so many a second will do. */
  private static final int CLAIMS_A_SECOND = 10;

  private static final int CHUNKS = 8;

  private final FlowSettings settings;
  private final LongSupplier nanos;
  private final TreeMap<Long, Long> flight = new TreeMap<>(); // guarded by this
  private final TreeSet<Long> unacknowledged = new TreeSet<>(); // guarded by this
  private SendWindow window; // guarded by this
  private TokenBucket bucket; // guarded by this
  private @Nullable Said own; // guarded by this
  private @Nullable Said everybody; // guarded by this
  private volatile boolean waitsForRegistry;

  private record Said(Allowance allowance, long timestampMs) {}

  /**
   * What may be sent.
   *
   * @param count so many mutations
   * @param pause when to ask again if it is none and nothing happens meanwhile
   */
  public record Permit(int count, Duration pause) {
    static final Duration LONGEST = Duration.ofSeconds(1);

    static Permit none(Duration pause) {
      return new Permit(0, pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }
  }

  /** A gate; the nanoseconds never go back. */
  public FlowGate(FlowSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
    window = SendWindow.start(settings.window());
    bucket = TokenBucket.empty(0, nanos.getAsLong());
  }

  /**
   * The centre has said how fast; a record read again, in a later session, does not hold longer.
   *
   * @param isOwn whether it is for this node; for every node otherwise
   * @param allowance how fast; none = what was said before is taken back
   * @param timestampMs when it was said, by the centre's clock
   */
  public synchronized void allow(boolean isOwn, @Nullable Allowance allowance, long timestampMs) {
    Said before = isOwn ? own : everybody;
    if (before != null && before.timestampMs() == timestampMs && allowance != null) {
      return;
    }
    Said said = allowance == null ? null : new Said(allowance, timestampMs);
    if (isOwn) {
      own = said;
    } else {
      everybody = said;
    }
  }

  /** A new session: what is on its way will be sent again, and an outage says nothing of speed. */
  synchronized void begin() {
    flight.replaceAll((sequence, sent) -> UNTIMED);
    unacknowledged.clear();
  }

  /** How many of at most so many may be claimed and sent. */
  synchronized Permit permit(int most, boolean unstable) {
    int room = window.limit() - flight.size();
    if (unstable) {
      room = Math.min(room, unacknowledged.isEmpty() ? settings.unstableMutations() : 0);
    }
    int chunk = unstable ? 1 : Math.max(1, Math.min(most, window.limit() / CHUNKS));
    boolean dribbles = room < chunk && !flight.isEmpty();
    return room <= 0 || dribbles ? Permit.none(Permit.LONGEST) : paced(Math.min(most, room));
  }

  /** How many of at most so many may be sent again; these are on their way already. */
  synchronized Permit permitAgain(int most) {
    return paced(most);
  }

  private Permit paced(int most) {
    long nowNanos = nanos.getAsLong();
    Allowance allowance = allowance(nowNanos);
    if (allowance == null) {
      return new Permit(most, Duration.ZERO);
    }
    if (bucket.perSecond() != allowance.perSecond()) {
      bucket = bucket.at(allowance.perSecond(), nowNanos);
    }
    int wanted = Math.min(most, Math.max(1, allowance.perSecond() / CLAIMS_A_SECOND));
    int available = bucket.available(nowNanos);
    if (available >= wanted) {
      return new Permit(Math.min(most, available), Duration.ZERO);
    }
    Duration pause = bucket.until(wanted, nowNanos);
    Duration end = Duration.ofNanos(allowance.untilNanos() - nowNanos);
    return Permit.none(pause.compareTo(end) < 0 ? pause : end);
  }

  /** What the centre allows now; none = as many as the node likes. */
  private @Nullable Allowance allowance(long nowNanos) {
    for (Said said : new Said[] {own, everybody}) {
      if (said != null && said.allowance().holds(nowNanos)) {
        return said.allowance().perSecond() == Allowance.UNLIMITED ? null : said.allowance();
      }
    }
    return null;
  }

  /** A mutation is handed to the producer. */
  synchronized void sent(long sequence) {
    long nowNanos = nanos.getAsLong();
    flight.put(sequence, nowNanos);
    unacknowledged.add(sequence);
    if (allowance(nowNanos) != null) {
      bucket = bucket.take(1, nowNanos);
    }
  }

  /** The broker has it; returns whether it has all of them now. */
  synchronized boolean acknowledged(long sequence) {
    unacknowledged.remove(sequence);
    Long sentNanos = flight.get(sequence);
    if (sentNanos != null && sentNanos != UNTIMED && ms(sentNanos) > window.tooLongMs()) {
      window = window.slowed(sequence, flight.lastKey());
    }
    return unacknowledged.isEmpty();
  }

  /** Mutations are answered. */
  public synchronized void answered(Collection<Long> sequences) {
    boolean used = flight.size() >= window.limit() / 2;
    long lastSent = flight.isEmpty() ? 0 : flight.lastKey();
    double sumMs = 0;
    int timed = 0;
    long upTo = 0;
    for (long sequence : sequences) {
      unacknowledged.remove(sequence);
      Long sentNanos = flight.remove(sequence);
      if (sentNanos != null && sentNanos != UNTIMED) {
        sumMs += ms(sentNanos);
        timed++;
        upTo = Math.max(upTo, sequence);
      }
    }
    if (timed > 0) {
      window = window.answered(new SendWindow.Answers(sumMs / timed, timed, upTo), lastSent, used);
    }
  }

  /** A mutation has ended without an answer. */
  synchronized void forget(long sequence) {
    flight.remove(sequence);
    unacknowledged.remove(sequence);
  }

  /** Everything below the floor is over, whichever way it ended. */
  synchronized void raiseFloor(long floor) {
    flight.headMap(floor).clear();
    unacknowledged.headSet(floor).clear();
  }

  /** Something needs a schema that only the registry can tell. */
  public void waitForRegistry(boolean waits) {
    waitsForRegistry = waits;
  }

  /** Whether nothing can be published until the schema registry answers. */
  public boolean waitsForRegistry() {
    return waitsForRegistry;
  }

  /** How fast it goes now. */
  public synchronized FlowStatus status() {
    Allowance allowance = allowance(nanos.getAsLong());
    return new FlowStatus(
        allowance == null ? Allowance.UNLIMITED : allowance.perSecond(),
        allowance == null ? "" : allowance.reason(),
        window.limit(),
        flight.size(),
        Math.round(window.smoothedMs()),
        waitsForRegistry);
  }

  private double ms(long sentNanos) {
    return (double) (nanos.getAsLong() - sentNanos) / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
