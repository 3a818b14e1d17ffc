package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.issuer.DevelopmentKey;
import ai.valeo.erp.tributary.compose.kafka.TopicReader;
import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.compose.local.LocalSettings.Ports;
import ai.valeo.erp.tributary.compose.local.Reconciliation.Fault;
import ai.valeo.erp.tributary.compose.northwind.Northwind;
import ai.valeo.erp.tributary.compose.northwind.ReplayPlan;
import ai.valeo.erp.tributary.compose.northwind.TricklePlan;
import ai.valeo.erp.tributary.compose.prometheus.ScrapeTarget;
import ai.valeo.erp.tributary.graphql.security.Role;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one-machine run: starts everything, replays Northwind, checks that all adds up, and lets new
 * orders trickle in.
 *
 * <p>Threading: one thread, which may be interrupted.
 */
public final class LocalRun implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
  private static final Duration VIEW_LIMIT = Duration.ofMinutes(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(400);
  private static final double MILLIS = 1000;

  /** What may be found only because something is not there yet. */
  private static final Set<Fault> LAGGING = EnumSet.of(Fault.VIEW_DIFFERS, Fault.NOT_SET_ASIDE);

  private final LocalSettings settings;
  private final Screen screen;
  private final LocalData data;
  private final FolderLock lock;
  private final LocalStack stack;
  private final Northwind tables = Northwind.load();
  private final long beganMs = System.currentTimeMillis();
  private Parts parts;
  private double startSeconds;
  private double replaySeconds;

  private LocalRun(LocalSettings settings, Screen screen, FolderLock lock) {
    this.settings = settings;
    this.screen = screen;
    this.lock = lock;
    this.data = new LocalData(settings.data());
    this.stack = new LocalStack(settings, part -> screen.live("starting " + part + " ..."));
    this.parts = new Parts(settings, "", "");
  }

  /**
   * Starts everything.
   *
   * @param isFresh whether what earlier runs have kept is deleted first
   * @throws LocalRunException if another run uses the folder
   */
  public static LocalRun start(LocalSettings settings, boolean isFresh, Screen screen) {
    try {
      LocalRun run = new LocalRun(settings, screen, FolderLock.take(settings.data()));
      try {
        run.begin(isFresh);
        return run;
      } catch (RuntimeException e) {
        run.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LocalRunException("data: " + e.getMessage(), e);
    }
  }

  private void begin(boolean isFresh) {
    if (isFresh) {
      data.wipe();
    }
    parts = stack.start(tables.offices());
    screen.say("Kafka            " + parts.bootstrapServers());
    screen.say("schema registry  " + parts.registryUrl());
    screen.say("GraphQL          " + graphql());
    String city = tables.offices().getFirst().city();
    screen.say("edge node        " + edge() + " (the office in " + city + ")");
    screen.say("metrics          http://127.0.0.1:" + settings.ports().graphql() + "/metrics");
    screen.say("                 http://127.0.0.1:" + settings.ports().metrics() + "/metrics");
    screen.say("data and logs    " + settings.data());
    if (settings.isSecure()) {
      sayTokens();
    }
  }

  /** On the screen only: the log has no secrets. */
  private void sayTokens() {
    DevelopmentKey key = DevelopmentKey.in(settings.folder("issuer"));
    screen.say("tokens           Authorization: Bearer ...");
    for (Role role : Role.values()) {
      screen.say(role + "  " + key.token(DevelopmentKey.Bearer.of(role)));
    }
  }

  private CentreView centre() {
    String token =
        settings.isSecure()
            ? DevelopmentKey.in(settings.folder("issuer"))
                .token(DevelopmentKey.Bearer.of(Role.ADMIN))
            : null;
    return new CentreView(graphql(), token);
  }

  /** Replays what earlier runs have not, and waits until every mutation is answered. */
  public void replay() throws InterruptedException {
    startSeconds = seconds(beganMs);
    long replayBeganMs = System.currentTimeMillis();
    ReplayPlan plan = ReplayPlan.of(tables).first(settings.chapters());
    Replay replay = new Replay(plan, stack.offices(), data.progress("chapters"));
    Figures figures = new Figures(stack.offices());
    LiveLine line = LiveLine.show(screen, () -> figures.line(replay.chapter()));
    try {
      replay.run();
      settle();
    } finally {
      line.close();
    }
    replaySeconds = seconds(replayBeganMs);
  }

  /** Checks whether all adds up. */
  public LocalReport check() throws InterruptedException {
    settle();
    screen.live("checking ...");
    centre().awaitReady(ANSWER_LIMIT);
    EntityTypes types = EntityTypes.bundled();
    try (AvroSerdes serdes = AvroSerdes.of(parts.registry())) {
      EvidenceReader reader =
          new EvidenceReader(
              Topics.standard(), types, new TopicReader(parts.bootstrapServers()), serdes);
      long deadlineNs = System.nanoTime() + VIEW_LIMIT.toNanos();
      while (true) {
        SortedMap<EntityKey, Row> centre = reader.entities();
        SortedMap<String, Map<EntityKey, Row>> views = views(types, centre);
        Reconciliation.Report found = Reconciliation.of(reader.read(captured(), views));
        if (!onlyLagsBehind(found) || System.nanoTime() > deadlineNs) {
          return new LocalReport(
              found, refused(), List.copyOf(views.keySet()), startSeconds, replaySeconds);
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }

  /** Takes new orders until the thread is interrupted. */
  public void trickle() throws InterruptedException {
    TricklePlan plan = new TricklePlan(tables);
    Progress progress = data.progress("trickle");
    Map<String, OfficeNode> byName = new HashMap<>();
    stack.offices().forEach(office -> byName.put(office.office().id(), office));
    Figures figures = new Figures(stack.offices());
    LiveLine line = LiveLine.show(screen, () -> figures.line("new orders"));
    try {
      for (long number = progress.done(); ; number++) {
        TricklePlan.Taken order = plan.order(number);
        OfficeNode office = byName.get(order.office().id());
        if (office != null) {
          office.play(order.work());
        }
        progress.note(number + 1);
        Thread.sleep(BETWEEN_ORDERS);
      }
    } finally {
      line.close();
    }
  }

  /** Where GraphQL is served. */
  public URI graphql() {
    return URI.create("http://127.0.0.1:" + settings.ports().graphql() + "/graphql");
  }

  /** Where the first office's page is served; its GraphQL is beside it. */
  public URI edge() {
    return URI.create("http://127.0.0.1:" + settings.ports().edge() + "/");
  }

  /** Something beside it, which is stopped before all else. */
  public void goesWith(Optional<? extends AutoCloseable> beside) {
    beside.ifPresent(stack::goesWith);
  }

  /** Where its metrics are served; the nodes share the page of the aggregator if it is within. */
  public List<ScrapeTarget> metrics() {
    Ports ports = settings.ports();
    List<ScrapeTarget> targets = new ArrayList<>();
    targets.add(new ScrapeTarget("aggregator", "127.0.0.1:" + ports.metrics()));
    targets.add(new ScrapeTarget("central", "127.0.0.1:" + ports.graphql()));
    if (settings.isSeparate()) {
      targets.add(new ScrapeTarget("edge", "127.0.0.1:" + ports.edge()));
    }
    return targets;
  }

  private void settle() throws InterruptedException {
    for (OfficeNode office : stack.offices()) {
      if (!office.node().awaitCaughtUp(ANSWER_LIMIT)) {
        throw new LocalRunException(
            office.office().city() + " still waits for answers: " + office.stats(), null);
      }
    }
  }

  private SortedMap<String, Map<EntityKey, Row>> views(
      EntityTypes types, SortedMap<EntityKey, Row> centre) throws InterruptedException {
    SortedMap<String, Map<EntityKey, Row>> views = new TreeMap<>();
    for (OfficeNode office : stack.offices()) {
      views.put(office.office().id(), office.view(types));
    }
    views.put("GraphQL", centre().versions(centre.keySet()));
    return views;
  }

  private Map<String, String> captured() {
    Map<String, String> captured = new HashMap<>();
    for (OfficeNode office : stack.offices()) {
      office.ledger().captured().forEach(id -> captured.put(id, office.office().id()));
    }
    return captured;
  }

  private long refused() {
    return stack.offices().stream().mapToLong(OfficeNode::refused).sum();
  }

  private static boolean onlyLagsBehind(Reconciliation.Report report) {
    return !report.isClean()
        && report.findings().stream().allMatch(finding -> LAGGING.contains(finding.fault()));
  }

  private static double seconds(long sinceMs) {
    return (System.currentTimeMillis() - sinceMs) / MILLIS;
  }

  /** Stops everything; what is kept stays. */
  @Override
  public void close() {
    stack.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new LocalRunException("data: the folder stays locked", e);
    }
  }
}
