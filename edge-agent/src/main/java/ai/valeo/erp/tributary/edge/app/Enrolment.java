package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Sighting;
import ai.valeo.erp.tributary.edge.core.Standing;
import ai.valeo.erp.tributary.edge.outbox.Published;
import ai.valeo.erp.tributary.edge.publish.NodeRegister;
import ai.valeo.erp.tributary.edge.publish.NodeRegister.Life;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.LineageTable.Lineage;
import ai.valeo.erp.tributary.edge.store.Tables;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure, before anything is published, that the store has a name of its own and that it is not
 * older than what was published under it; and afterwards, that no copy publishes at the same time.
 *
 * <p>Threading: by the link; {@link #stop} by any thread.
 */
final class Enrolment {

  private static final Logger log = LoggerFactory.getLogger(Enrolment.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int SILENT_HEARTBEATS = 3;
  private static final int MAX_TRIES = 20;

  private final EdgeStore store;
  private final String run;
  private final NodeRegister register;
  private final Steps steps;
  private final Troubles troubles;
  private final String outcomes;
  private final long heartbeatNanos;
  private long announcedAt = Long.MAX_VALUE;
  private volatile boolean stopped;

  /**
   * What it needs done.
   *
   * @param announce sends a heartbeat and returns its place once the broker has it
   * @param published finds the node's mutations in the topic
   * @param ends the ends of the mutations topic's partitions
   */
  record Steps(
      LongSupplier announce, Supplier<Published> published, Supplier<Map<Integer, Long>> ends) {}

  Enrolment(SessionParts parts, NodeRegister register, Steps steps) {
    this.store = parts.store();
    this.run = parts.run();
    this.register = register;
    this.steps = steps;
    troubles = parts.troubles();
    outcomes = parts.settings().topics().outcomes();
    heartbeatNanos = parts.settings().clock().heartbeat().toNanos();
  }

  /** Makes reading and waiting end. */
  void stop() {
    stopped = true;
    register.stop();
  }

  /**
   * Blocks until the store may publish.
   *
   * @throws IllegalStateException if it may not, e.g. because a copy of it is at work
   */
  void enrol() {
    register.open();
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Standing standing = standing();
      switch (standing) {
        case Standing.Sound sound -> announce(0);
        case Standing.Unnamed(int free) -> announce(free);
        case Standing.Old(String why, int free) -> {
          awaitSilence(why);
          recover(why, free);
        }
      }
      if (announcedAt != Long.MAX_VALUE && standing() instanceof Standing.Sound) {
        Map<Integer, Long> ends = steps.ends().get();
        store.run(transaction -> transaction.lineage().putOrigins(ends));
        troubles.end(Troubles.Kind.COPY);
        return;
      }
    }
    throw new IllegalStateException("No name could be taken: too many nodes ask for the same");
  }

  /**
   * Looks whether another process has begun to publish from a copy of this store.
   *
   * @throws IllegalStateException if this one has to give way
   */
  void watch() {
    register.glance();
    Lineage lineage = store.read(tables -> tables.lineage().get());
    if (lineage.doubt() != null) {
      throw new IllegalStateException("The store is old: " + lineage.doubt());
    }
    var yielding = new HashSet<String>();
    for (Life other : register.othersOf(lineage.store(), run)) {
      boolean isAlive = other.last() > announcedAt && !other.left();
      if (isAlive && other.staysBefore(run, announcedAt)) {
        giveWay("another process publishes from a copy of this store");
      } else if (isAlive) {
        yielding.add(other.run());
        log.atError()
            .addKeyValue("run", other.run())
            .log("Another process has begun with a copy of this store; it must give way");
      }
    }
    if (standing(yielding) instanceof Standing.Old(String why, int free)) {
      giveWay(why);
    }
  }

  private void giveWay(String why) {
    store.run(transaction -> transaction.lineage().doubt(why));
    throw copyAtWork(why);
  }

  private IllegalStateException copyAtWork(String why) {
    troubles.begin(Troubles.Kind.COPY, why);
    return new IllegalStateException("Nothing is published: " + why);
  }

  private Standing standing() {
    return standing(Set.of());
  }

  /** Runs that have to give way to this one say nothing against it. */
  private Standing standing(Set<String> yielding) {
    return store.read(tables -> Standing.judge(own(tables, yielding), register.sightings()));
  }

  private Standing.Own own(Tables tables, Set<String> yielding) {
    Lineage lineage = tables.lineage().get();
    PublishNumber last = PublishNumber.of(tables.node().sequence());
    var runs = new HashSet<>(lineage.runs());
    runs.addAll(yielding);
    return new Standing.Own(lineage.store(), runs, run, last, lineage.doubt());
  }

  /** Stored before it is said: whoever finds the run at the centre finds it in the store too. */
  private void announce(int free) {
    store.run(transaction -> {
      if (free > 0) {
        transaction.enter(free);
      }
      transaction.lineage().trust();
      transaction.lineage().announce(run, knownRun(transaction));
    });
    announcedAt = steps.announce().getAsLong();
    register.read();
  }

  /** It stays the centre's word if the announcement is lost on its way. */
  private @Nullable String knownRun(Tables tables) {
    int present = PublishNumber.of(tables.node().sequence()).incarnation();
    Sighting seen = register.sightings().get(present);
    return seen == null ? null : seen.run();
  }

  /** A process that still works on a copy would publish the same once more: it must be over. */
  private void awaitSilence(String why) {
    String id = store.read(tables -> tables.lineage().get().store());
    List<Life> others = register.othersOf(id, run);
    Life last = others.stream().max((a, b) -> Long.compare(a.last(), b.last())).orElse(null);
    if (last == null || last.left()) {
      return;
    }
    log.atWarn()
        .addKeyValue("why", why)
        .log("The store is old; waiting whether its original is still at work");
    long beginNanos = System.nanoTime();
    while (System.nanoTime() - beginNanos < SILENT_HEARTBEATS * heartbeatNanos) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (stopped) {
        throw new IllegalStateException("The session was closed while it waited");
      }
      register.read();
      if (register.othersOf(id, run).stream().anyMatch(life -> life.last() > last.last())) {
        throw copyAtWork("another process publishes from a copy of this store; stop it first");
      }
    }
  }

  private void recover(String why, int free) {
    Published published = steps.published().get();
    int found =
        store.write(transaction -> {
          int count = published.apply(transaction, outcomes);
          transaction.enter(free);
          transaction.lineage().trust();
          transaction.lineage().announce(run, null);
          return count;
        });
    log.atWarn()
        .addKeyValue("why", why)
        .addKeyValue("incarnation", free)
        .addKeyValue("publishedBefore", found)
        .log("The store was old; it goes on as another incarnation");
    announcedAt = steps.announce().getAsLong();
    register.read();
  }
}
