package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How long it takes from submitting a mutation to reading its committed outcome, at a steady rate.
 * The clock of a mutation starts when its turn has come by the schedule, whether or not the sender
 * was late.
 *
 * @param settings what is measured
 * @param ratePerSecond mutations a second
 * @param warmUpSeconds how long it runs before it is measured
 * @param measuredSeconds how long it is measured
 */
public record LatencyBench(
    BenchSettings settings, int ratePerSecond, int warmUpSeconds, int measuredSeconds) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final long NANOS = 1_000_000_000L;
  private static final long GREATEST_US = 600_000_000L;
  private static final double MICROS_PER_MS = 1000;
  private static final int DIGITS = 3;
  private static final int LINGER_MS = 1;

  /** Measures. */
  public BenchResult run() throws InterruptedException {
    Workload workload = new Workload(settings.workload());
    int created = settings.workload().entities();
    int first = ratePerSecond * warmUpSeconds;
    int all = first + ratePerSecond * measuredSeconds;
    AtomicLongArray dueNs = new AtomicLongArray(created + all);
    Histogram histogram = new Histogram(GREATEST_US, DIGITS);
    try (BenchRig rig = BenchRig.start(settings);
        OutcomeWatch watch =
            OutcomeWatch.start(
                rig, records -> note(rig, records, dueNs, histogram, created + first));
        ChildProcess aggregator = rig.startAggregator()) {
      PipelineBench.fill(rig, workload, created);
      watch.await(workload.distinct(), LIMIT);
      Cost before = Cost.now(rig, aggregator);
      try (MutationSender sender = new MutationSender(rig, LINGER_MS)) {
        sendOnSchedule(sender, workload, dueNs, all);
        sender.flush();
      }
      watch.await(workload.distinct(), REST);
      return result(histogram, Cost.now(rig, aggregator), before);
    }
  }

  private void sendOnSchedule(
      MutationSender sender, Workload workload, AtomicLongArray dueNs, int count) {
    long beginNs = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = beginNs + i * NANOS / ratePerSecond;
      long wait = due - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      WorkloadItem item = workload.next();
      dueNs.compareAndSet((int) item.number(), 0, due);
      sender.send(item);
    }
  }

  private static void note(
      BenchRig rig,
      ConsumerRecords<byte[], byte[]> records,
      AtomicLongArray dueNs,
      Histogram histogram,
      int measuredFrom) {
    long nowNs = System.nanoTime();
    Deserializer<Outcome> deserializer = rig.serdes().deserializer(Outcome.class);
    String topic = Topics.standard().outcomes();
    for (ConsumerRecord<byte[], byte[]> entry : records) {
      Outcome outcome = deserializer.deserialize(topic, entry.value());
      int number = (int) WorkloadMutations.number(outcome.getMutationId());
      if (number >= measuredFrom) {
        histogram.recordValue(Math.min(GREATEST_US, (nowNs - dueNs.get(number)) / 1000));
      }
    }
  }

  private BenchResult result(Histogram histogram, Cost after, Cost before) {
    SequencedMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("ratePerSecond", ratePerSecond);
    figures.put("measuredMutations", histogram.getTotalCount());
    figures.put("p50Ms", histogram.getValueAtPercentile(50) / MICROS_PER_MS);
    figures.put("p90Ms", histogram.getValueAtPercentile(90) / MICROS_PER_MS);
    figures.put("p99Ms", histogram.getValueAtPercentile(99) / MICROS_PER_MS);
    figures.put("p999Ms", histogram.getValueAtPercentile(99.9) / MICROS_PER_MS);
    figures.put("maxMs", histogram.getMaxValue() / MICROS_PER_MS);
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("workload", settings.workload().toString());
    described.put("warmUpSeconds", warmUpSeconds);
    described.put("measuredSeconds", measuredSeconds);
    described.put("partitions", settings.partitions());
    described.put("aggregatorKeys", settings.aggregatorKeys());
    described.put("aggregatorOptions", settings.aggregatorOptions());
    return new BenchResult("latency", figures, described, after.since(before));
  }
}
