package ai.valeo.erp.tributary.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.tests.fault.check.Checker;
import ai.valeo.erp.tributary.tests.fault.check.Contents;
import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import ai.valeo.erp.tributary.tests.fault.worker.CaptureLog;
import ai.valeo.erp.tributary.tests.fault.worker.Plan;
import ai.valeo.erp.tributary.tests.fault.worker.WorkerSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Plans of edge nodes on a site, one after the other, and the checks after each. Three nodes in two
 * processes. One thread.
 */
final class Run {

  static final Duration LONG = Duration.ofSeconds(150);

  private static final int PER_SECOND = 80;
  private static final String ENTITY =
      "query($type: String!, $id: ID!) { entity(type: $type, id: $id) { version attributes } }";

  private final Site site;
  private final Map<String, String> captured = new HashMap<>();
  private List<WorkerSettings> parts = List.of();
  private List<Child> workers = List.of();

  Run(Site site) {
    this.site = site;
  }

  /** Lets the nodes begin a plan; returns when each is at it. */
  Run begin(Plan plan) {
    parts =
        List.of(
            site.worker(plan, PER_SECOND, true, "berlin", "hamburg"),
            site.worker(plan, PER_SECOND, false, "muenchen"));
    workers = parts.stream().map(site::worker).map(Child::start).toList();
    await("nodes at work")
        .atMost(LONG)
        .failFast("the broker or a node's process has ended", this::isBroken)
        .until(() -> entries().values().stream().noneMatch(List::isEmpty));
    return this;
  }

  /** Ends nodes that a failed test has left. */
  void abandon() {
    workers.forEach(Child::close);
  }

  /** The process with the first two nodes. */
  Child worker() {
    return workers.getFirst();
  }

  /** Waits until the nodes together have captured so many changes of the plan. */
  void awaitCaptured(int count) {
    await("captures").atMost(LONG).until(() -> capturedNow() >= count);
  }

  /** Waits until every node has done its part and every mutation is answered; ends the nodes. */
  void finish() {
    await("nodes done")
        .atMost(LONG)
        .failFast("the broker or a node's process has ended", this::isBroken)
        .until(this::isDone);
    note();
    workers.parallelStream().forEach(Child::stop);
  }

  /** Everything must add up, over all plans so far. */
  void check() throws InterruptedException {
    assertThat(problems()).isEmpty();
  }

  /** What does not add up in topics, nodes and at the centre. */
  List<String> problems() throws InterruptedException {
    Contents contents = contents();
    var asked = new TreeMap<String, FutureTask<Map<EntityKey, Row>>>();
    for (WorkerSettings part : parts) {
      for (String node : part.nodes()) {
        asked.put(node, new FutureTask<>(() -> view(part, node)));
      }
    }
    asked.forEach((node, view) -> Thread.ofPlatform().name("view-" + node).start(view));
    var views = new TreeMap<String, Map<EntityKey, Row>>();
    for (var view : asked.entrySet()) {
      views.put(view.getKey(), result(view.getValue()));
    }
    views.put("centre", centre(contents));
    return Checker.problems(contents, captured, views);
  }

  /** What does not add up in the topics alone. */
  List<String> topicProblems() {
    return Checker.problems(contents(), captured, new TreeMap<>());
  }

  /** What the topics hold. */
  Contents contents() {
    try (TopicReader reader = site.reader()) {
      return reader.read();
    }
  }

  private boolean isBroken() {
    return !site.broker.isAlive() || !workers.stream().allMatch(Child::isAlive);
  }

  private int capturedNow() {
    return entries().values().stream().mapToInt(List::size).sum();
  }

  private void note() {
    entries()
        .forEach(
            (node, entries) -> entries.forEach(entry -> captured.put(entry.mutationId(), node)));
  }

  private Map<String, List<CaptureLog.Entry>> entries() {
    var entries = new TreeMap<String, List<CaptureLog.Entry>>();
    for (WorkerSettings part : parts) {
      part.nodes().forEach(node -> entries.put(node, part.captures(node).entries()));
    }
    return entries;
  }

  private boolean isDone() {
    return parts.stream()
        .allMatch(part -> part.nodes().stream().allMatch(node -> Files.exists(part.done(node))));
  }

  private static <T> T result(FutureTask<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private Map<EntityKey, Row> view(WorkerSettings part, String name) throws InterruptedException {
    var view = new TreeMap<EntityKey, Row>();
    try (EdgeNode node = EdgeNode.open(EdgeSettings.of(part.edgeOf(name)))) {
      node.start();
      assertThat(node.awaitCaughtUp(LONG)).as("%s has read everything", name).isTrue();
      for (EntityType type : site.types.all()) {
        node.entities(EntityQuery.all(type.name()))
            .forEach(one -> view.put(one.key(), new Row(one.baseVersion(), one.values())));
      }
    }
    return view;
  }

  /** The versions the centre's GraphQL shows, once it shows everything that is committed. */
  private Map<EntityKey, Row> centre(Contents contents) {
    await("centre ready").atMost(LONG).until(() -> Http.health(site.centralPort()).isReady());
    var view = new TreeMap<EntityKey, Row>();
    for (EntityKey key : new ArrayList<>(contents.entities().keySet())) {
      var row = contents.present(key);
      long due = row == null ? 0 : row.version();
      long shown =
          await("centre shows " + key)
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(5))
              .ignoreExceptionsInstanceOf(IOException.class)
              .until(() -> version(key), version -> version >= due);
      if (shown > 0) {
        view.put(key, new Row(shown, null));
      }
    }
    return view;
  }

  private long version(EntityKey key) throws IOException {
    JsonNode entity =
        Http.query(
                site.centralPort(), ENTITY, Map.of("type", key.entityType(), "id", key.entityId()))
            .get("entity");
    return entity == null || entity.isNull() ? 0 : entity.get("version").asLong();
  }
}
