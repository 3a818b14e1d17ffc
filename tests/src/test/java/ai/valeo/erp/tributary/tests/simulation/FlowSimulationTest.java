package ai.valeo.erp.tributary.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Allowance;
import ai.valeo.erp.tributary.edge.core.SendWindow;
import ai.valeo.erp.tributary.edge.core.TokenBucket;
import ai.valeo.erp.tributary.topology.core.flow.FlowController;
import ai.valeo.erp.tributary.topology.core.flow.FlowRules;
import ai.valeo.erp.tributary.topology.core.flow.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Many nodes with full outboxes and a centre of limited capacity, in simulated time: the real rules
 * of both ends, with queues between them.
 */
class FlowSimulationTest {

  private static final int TICK_MS = 50;
  private static final int LOOK_MS = 2_000;
  private static final FlowRules RULES = new FlowRules(5_000, 1_000, 500, 5_000, 1);

  /** What a node has sent: when, and under which sequence. */
  private record Sent(Node by, long sequence, long atMs) {}

  /** One node: an outbox that is never empty, its window, and what the centre allows. */
  private static final class Node {
    private SendWindow window = SendWindow.start(new SendWindow.Rules(1, 100, 20_000, 2_000));
    private TokenBucket bucket = TokenBucket.empty(0, 0);
    private int allowed = Allowance.UNLIMITED;
    private long waiting;
    private long sequence;
    private int inFlight;
    private long answered;
    private long answeredAtMs;
    private long longestGapMs;

    int send(long nowMs, boolean obeysWindow) {
      long room = obeysWindow ? window.limit() - inFlight : waiting;
      long may = Math.min(room, waiting);
      long nanos = TimeUnit.MILLISECONDS.toNanos(nowMs);
      if (allowed != Allowance.UNLIMITED) {
        may = Math.min(may, bucket.available(nanos));
        bucket = bucket.take((int) Math.max(0, may), nanos);
      }
      int count = (int) Math.max(0, may);
      waiting -= count;
      inFlight += count;
      return count;
    }

    void allow(int perSecond, long nowMs) {
      if (perSecond != allowed && perSecond != Allowance.UNLIMITED) {
        bucket = bucket.at(perSecond, TimeUnit.MILLISECONDS.toNanos(nowMs));
      }
      allowed = perSecond;
    }

    void answer(long sent, long count, long meanMs, long nowMs) {
      boolean used = inFlight >= window.limit() / 2;
      inFlight -= (int) count;
      window = window.answered(new SendWindow.Answers(meanMs, (int) count, sent), sequence, used);
      answered += count;
      longestGapMs = Math.max(longestGapMs, nowMs - answeredAtMs);
      answeredAtMs = nowMs;
    }
  }

  /** What came of a run. */
  private record Run(long highestLag, long lagAtEnd, List<Node> nodes, FlowController controller) {}

  @Test
  void shouldKeepTheBacklogBoundedByTheNodesOwnMeasure() {
    for (long seed = 0; seed < 5; seed++) {
      // when: 100 nodes with 100,000 each, nobody says anything
      Run run = run(seed, 100, 2_000, false, 120_000);

      // then: about a target's worth of work and what was sent before anybody knew better
      assertThat(run.lagAtEnd()).as("seed %d", seed).isLessThan(4 * 2_000 * 2);
      assertNobodyStarved(run, seed);
    }
  }

  @Test
  void shouldKeepTheBacklogBoundedByTheCentreAlone() {
    for (long seed = 0; seed < 5; seed++) {
      // when: the nodes have no measure of their own but an allowance
      Run run = run(seed, 50, 2_000, true, 600_000);

      // then: far less than the five million that wait
      assertThat(run.highestLag()).as("seed %d: before the brake", seed).isPositive();
      assertThat(run.controller().brakes() || run.lagAtEnd() < 10_000).as("seed %d", seed).isTrue();
      assertNobodyStarved(run, seed);
    }
  }

  private static void assertNobodyStarved(Run run, long seed) {
    long fewest = run.nodes().stream().mapToLong(node -> node.answered).min().orElseThrow();
    long sum = run.nodes().stream().mapToLong(node -> node.answered).sum();
    assertThat(fewest)
        .as("seed %d: fewest of %d nodes with %d in all", seed, run.nodes().size(), sum)
        .isGreaterThan(sum / run.nodes().size() / 10);
  }

  private static Run run(long seed, int count, int capacity, boolean isCentreAlone, long lengthMs) {
    var random = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Node node = new Node();
      node.waiting = isCentreAlone ? 0 : 100_000;
      nodes.add(node);
    }
    FlowController controller = FlowController.free(RULES);
    var queue = new ArrayDeque<Sent>();
    long highest = 0;
    long taken = 0;
    for (long nowMs = TICK_MS; nowMs <= lengthMs; nowMs += TICK_MS) {
      for (Node node : nodes) {
        if (isCentreAlone) {
          node.waiting += random.nextInt(1 + 4 * capacity * TICK_MS / 1_000 / count + 1);
        }
        for (int i = node.send(nowMs, !isCentreAlone); i > 0; i--) {
          queue.add(new Sent(node, ++node.sequence, nowMs));
        }
      }
      highest = Math.max(highest, queue.size());
      int done = Math.min(queue.size(), capacity * TICK_MS / 1_000 - random.nextInt(10));
      taken += done;
      answer(queue, done, nowMs);
      if (nowMs % LOOK_MS == 0) {
        var seen = new Observation(nowMs, queue.size(), taken * 1e3 / LOOK_MS, count);
        controller = controller.next(seen);
        taken = 0;
        int perNode = isCentreAlone ? controller.perNode() : Allowance.UNLIMITED;
        for (Node node : nodes) {
          node.allow(perNode, nowMs);
        }
      }
    }
    return new Run(highest, queue.size(), nodes, controller);
  }

  private static void answer(ArrayDeque<Sent> queue, int done, long nowMs) {
    var sums = new LinkedHashMap<Node, long[]>();
    for (int i = 0; i < done; i++) {
      Sent sent = queue.remove();
      long[] sum = sums.computeIfAbsent(sent.by(), node -> new long[3]);
      sum[0]++;
      sum[1] += nowMs - sent.atMs();
      sum[2] = Math.max(sum[2], sent.sequence());
    }
    sums.forEach((node, sum) -> node.answer(sum[2], sum[0], sum[1] / sum[0], nowMs));
  }
}
