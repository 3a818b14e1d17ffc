package ai.valeo.erp.tributary.schemas.metrics;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those of Kafka's own metrics that are shown: clients, Streams and RocksDB. A process has about a
 * thousand, most of which say nothing while all is well and the same while it is not. At the level
 * {@code DEBUG} all are shown. Means and maxima are NaN while there was nothing to measure.
 */
public enum KafkaMetric implements CataloguedMetric {
  THREADS_ALIVE(
      gauge(
          "kafka.stream.alive.stream.threads",
          "Stream threads that live.",
          "fewer than configured")),
  THREADS_FAILED(
      counter(
          "kafka.stream.failed.stream.threads",
          "Stream threads that failed since this stream began.",
          "increase")),
  COMMIT_LATENCY_AVG(
      gauge(
              "kafka.stream.thread.commit.latency.avg",
              "Time of a commit of late, mean. Milliseconds.",
              "over 100 ms")
          .by("thread.id")),
  COMMIT_LATENCY_MAX(
      gauge(
              "kafka.stream.thread.commit.latency.max",
              "Time of a commit of late, longest. Milliseconds.",
              "over 1,000 ms")
          .by("thread.id")),
  COMMITS(
      counter(
              "kafka.stream.thread.commit.total",
              "Commits of a stream thread.",
              "no increase while records come")
          .by("thread.id")),
  COMMIT_RATIO(
      gauge(
              "kafka.stream.thread.commit.ratio",
              "Share of a stream thread's time spent in commits.",
              "over 0.5: the broker is slow")
          .by("thread.id")),
  PROCESS_RATIO(
      gauge(
              "kafka.stream.thread.process.ratio",
              "Share of a stream thread's time spent in processing.",
              "over 0.8: add threads or instances")
          .by("thread.id")),
  PUNCTUATE_RATIO(
      gauge(
              "kafka.stream.thread.punctuate.ratio",
              "Share of a stream thread's time spent in timed work, where windows are closed and decided.",
              "over 0.8: add threads or instances")
          .by("thread.id")),
  POLL_RATIO(
      gauge(
              "kafka.stream.thread.poll.ratio",
              "Share of a stream thread's time spent waiting for records.",
              "near 0: it is at its limit")
          .by("thread.id")),
  PROCESSED(
      counter(
              "kafka.stream.thread.process.total",
              "Records a stream thread has taken in.",
              "no increase while records come")
          .by("thread.id")),
  POLL_RECORDS(
      gauge(
              "kafka.stream.thread.poll.records.avg",
              "Records in a poll of late, mean.",
              "never; information only")
          .by("thread.id")),
  DROPPED(
      counter(
              "kafka.stream.task.dropped.records.total",
              "Records that Streams has dropped.",
              "above 0")
          .by("task.id")),
  STORE_KEYS(
      gauge(
              "kafka.stream.state.estimate.num.keys",
              "Rows in a store, estimated.",
              "growth beyond what was planned for")
          .by("rocksdb.state.id", "task.id")),
  STORE_FILES(
      gauge(
              "kafka.stream.state.total.sst.files.size",
              "What a store's files take on the disk. Bytes.",
              "growth beyond the disk")
          .by("rocksdb.state.id", "task.id")),
  STORE_MEMORY(
      gauge(
              "kafka.stream.state.size.all.mem.tables",
              "What a store has in memory and not yet in files. Bytes.",
              "never; information only")
          .by("rocksdb.state.id", "task.id")),
  STORE_CACHE(
      gauge(
              "kafka.stream.state.block.cache.usage",
              "Memory of the block cache; stores that share one each show all of it. Bytes.",
              "at its limit while reads are slow")
          .by("rocksdb.state.id", "task.id")),
  STORE_COMPACTING(
      gauge(
              "kafka.stream.state.compaction.pending",
              "1 while a store has files to compact.",
              "1 for an hour: the disk is too slow")
          .by("rocksdb.state.id", "task.id")),
  STORE_ERRORS(
      gauge(
              "kafka.stream.state.background.errors",
              "Errors of a store's own work, such as a full disk.",
              "above 0")
          .by("rocksdb.state.id", "task.id")),
  CONSUMER_LAG(
      gauge(
              "kafka.consumer.fetch.manager.records.lag",
              "Records of a partition that a consumer has not fetched.",
              "grows")
          .by("client.id", "topic", "partition")),
  CONSUMED(
      counter(
              "kafka.consumer.fetch.manager.records.consumed.total",
              "Records a consumer has fetched.",
              "never; load only")
          .by("client.id", "topic")),
  CONSUMED_BYTES(
      counter(
              "kafka.consumer.fetch.manager.bytes.consumed.total",
              "Bytes a consumer has fetched.",
              "never; load only")
          .by("client.id", "topic")),
  FETCH_LATENCY(
      gauge(
              "kafka.consumer.fetch.manager.fetch.latency.avg",
              "Time of a fetch of late, mean; the broker waits for records up to half a second. Milliseconds.",
              "over 600 ms")
          .by("client.id")),
  ASSIGNED(
      gauge(
              "kafka.consumer.coordinator.assigned.partitions",
              "Partitions a consumer has been given.",
              "0 for long: more instances than partitions")
          .by("client.id")),
  REBALANCES(
      counter(
              "kafka.consumer.coordinator.rebalance.total",
              "Rebalances a consumer took part in.",
              "grows steadily")
          .by("client.id")),
  REBALANCES_FAILED(
      counter(
              "kafka.consumer.coordinator.failed.rebalance.total",
              "Rebalances that failed.",
              "increase")
          .by("client.id")),
  HEARTBEAT_AGO(
      gauge(
              "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
              "Seconds since a consumer's last sign of life to its group.",
              "over half of the session time-out")
          .by("client.id")),
  POLL_GAP(
      gauge(
              "kafka.consumer.time.between.poll.max",
              "Longest time between two polls of late. Milliseconds.",
              "near max.poll.interval.ms")
          .by("client.id")),
  CONSUMER_CONNECTIONS(
      gauge("kafka.consumer.connection.count", "Connections of a consumer.", "0").by("client.id")),
  CONSUMER_AUTH(
      counter(
              "kafka.consumer.failed.authentication.total",
              "Connections of a consumer that a broker refused because of who asks.",
              "increase")
          .by("client.id")),
  SENT(
      counter(
              "kafka.producer.record.send.total",
              "Records a producer has sent.",
              "never; load only")
          .by("client.id")),
  SENT_BYTES(
      counter(
              "kafka.producer.outgoing.byte.total",
              "Bytes a producer has sent.",
              "never; load only")
          .by("client.id")),
  SEND_ERRORS(
      counter("kafka.producer.record.error.total", "Records that could not be sent.", "increase")
          .by("client.id")),
  SEND_RETRIES(
      counter(
              "kafka.producer.record.retry.total",
              "Records that were sent again.",
              "grows steadily")
          .by("client.id")),
  SEND_LATENCY_AVG(
      gauge(
              "kafka.producer.request.latency.avg",
              "Time of a request to the broker of late, mean. Milliseconds.",
              "over 100 ms")
          .by("client.id")),
  SEND_LATENCY_MAX(
      gauge(
              "kafka.producer.request.latency.max",
              "Time of a request to the broker of late, longest. Milliseconds.",
              "over 1,000 ms")
          .by("client.id")),
  QUEUE_TIME(
      gauge(
              "kafka.producer.record.queue.time.avg",
              "Time that batches wait to be sent of late, mean. Milliseconds.",
              "over 100 ms")
          .by("client.id")),
  SEND_BATCH(
      gauge(
              "kafka.producer.batch.size.avg",
              "Size of a batch of late, mean. Bytes.",
              "never; information only")
          .by("client.id")),
  SEND_BUFFER(
      gauge(
              "kafka.producer.buffer.available.bytes",
              "Room for records that wait to be sent.",
              "near 0")
          .by("client.id")),
  IN_FLIGHT(
      gauge(
              "kafka.producer.requests.in.flight",
              "Requests without an answer.",
              "stays high while nothing is sent")
          .by("client.id")),
  THROTTLED(
      gauge(
              "kafka.producer.produce.throttle.time.max",
              "Longest time a broker has held a producer back of late. Milliseconds.",
              "above 0: a quota is reached")
          .by("client.id")),
  TXN_COMMIT_TIME(
      counter(
              "kafka.producer.txn.commit.time.ns.total",
              "Nanoseconds spent in committing transactions.",
              "never; load only")
          .by("client.id")),
  PRODUCER_CONNECTIONS(
      gauge("kafka.producer.connection.count", "Connections of a producer.", "0").by("client.id")),
  PRODUCER_AUTH(
      counter(
              "kafka.producer.failed.authentication.total",
              "Connections of a producer that a broker refused because of who asks.",
              "increase")
          .by("client.id")),
  ADMIN_AUTH(
      counter(
              "kafka.admin.client.failed.authentication.total",
              "Connections of an administrator that a broker refused because of who asks.",
              "increase")
          .by("client.id"));

  private static final String ALL = "kafka.";

  /**
   * Kafka says -1 where it does not know the open files; Micrometer takes it for a counter, and a
   * page with a negative counter fails as a whole. Those that are left fall and are taken for
   * counters too.
   */
  private static final Set<String> NOT_FIT =
      Set.of(
          "kafka.stream.state.number.open.files",
          "kafka.stream.task.restore.remaining.records.total");

  private static final Set<String> KEPT =
      Arrays.stream(values()).map(KafkaMetric::id).collect(Collectors.toUnmodifiableSet());

  private final Metric metric;

  KafkaMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }

  /**
   * Whether a metric is shown, of whatever origin.
   *
   * @param id its name in Micrometer's dotted notation
   * @param isDetailed whether all of Kafka's are wanted that can be shown
   */
  public static boolean isShown(String id, boolean isDetailed) {
    return !id.startsWith(ALL) || KEPT.contains(id) || (isDetailed && !NOT_FIT.contains(id));
  }
}
