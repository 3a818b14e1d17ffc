package ai.valeo.erp.tributary.compose.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Looks at the brokers: whether they answer, what they can do, what time it is there. */
final class Brokers {

  private static final String AREA = "broker";
  private static final Duration TIME = Duration.ofSeconds(8);
  private static final String TRANSACTION_VERSION = "transaction.version";
  private static final String METADATA_VERSION = "metadata.version";
  private static final short SAFE_TRANSACTIONS = 2;
  private static final long WARN_SKEW_MS = 2_000;
  private static final long FAIL_SKEW_MS = 60_000;

  private Brokers() {}

  /**
   * Looks.
   *
   * @param stamped a topic whose records the brokers stamp with their time
   * @param isClockAsked whether a topic may be made and deleted again to learn the brokers' time
   */
  static List<Finding> look(Map<String, String> kafka, String stamped, boolean isClockAsked) {
    String servers = kafka.getOrDefault("bootstrap.servers", "");
    var findings = new ArrayList<Finding>();
    try (Admin admin = Admin.create(config(kafka))) {
      int nodes = wait(admin.describeCluster().nodes()).size();
      findings.add(Finding.ok(AREA, servers + ": " + nodes + " brokers answer"));
      findings.add(features(wait(admin.describeFeatures().featureMetadata()).finalizedFeatures()));
      if (isClockAsked) {
        findings.add(clock(admin, kafka));
      } else {
        findings.addAll(newest(admin, stamped));
      }
    } catch (KafkaException e) {
      String words = e.getCause() == null ? e.toString() : e.getMessage() + ": " + e.getCause();
      findings.add(
          Finding.fail(
              AREA,
              servers + ": " + words,
              "Is it running, is kafka.bootstrap.servers right, may this machine reach it,"
                  + " do kafka.security.* fit?"));
    }
    return findings;
  }

  static Finding features(Map<String, FinalizedVersionRange> features) {
    int transactions = level(features, TRANSACTION_VERSION);
    String words =
        METADATA_VERSION
            + " "
            + level(features, METADATA_VERSION)
            + ", "
            + TRANSACTION_VERSION
            + " "
            + transactions;
    return transactions >= SAFE_TRANSACTIONS
        ? Finding.ok(AREA, words)
        : Finding.warn(
            AREA,
            words + " (expected: " + SAFE_TRANSACTIONS + ")",
            "Without it exactly once has a known gap (KIP-890): kafka-features.sh upgrade"
                + " --feature transaction.version=2");
  }

  static Finding clock(long aheadMs) {
    String words = "our clock is " + aheadMs + " ms ahead of the broker's";
    long apart = Math.abs(aheadMs);
    if (apart >= FAIL_SKEW_MS) {
      return Finding.fail("clock", words, "Set the clock: timedatectl set-ntp true");
    }
    return apart >= WARN_SKEW_MS
        ? Finding.warn("clock", words, "Set the clock: timedatectl set-ntp true")
        : Finding.ok("clock", words);
  }

  /** A record that the broker has stamped cannot be of the future, unless our clock is behind. */
  private static List<Finding> newest(Admin admin, String topic) {
    try {
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      wait(admin.describeTopics(List.of(topic)).allTopicNames())
          .values()
          .forEach(found ->
              found
                  .partitions()
                  .forEach(one ->
                      asked.put(
                          new TopicPartition(topic, one.partition()), OffsetSpec.maxTimestamp())));
      long newestMs =
          wait(admin.listOffsets(asked).all()).values().stream()
              .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::timestamp)
              .max()
              .orElse(-1);
      return List.of(newest(newestMs, System.currentTimeMillis()));
    } catch (KafkaException e) {
      return List.of(); // a topic that is missing is told of with the topics
    }
  }

  static Finding newest(long newestMs, long nowMs) {
    return newestMs - nowMs >= WARN_SKEW_MS
        ? clock(nowMs - newestMs)
        : Finding.ok("clock", "nothing in the log is of the future; --clock measures it");
  }

  /** The broker stamps a record; its time lies between our sending and the answer. */
  private static Finding clock(Admin admin, Map<String, String> kafka) {
    String topic = "tributary-doctor-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    var probe =
        new NewTopic(topic, 1, (short) -1)
            .configs(Map.of("message.timestamp.type", "LogAppendTime"));
    wait(admin.createTopics(List.of(probe)).all());
    Map<String, Object> config = config(kafka);
    config.keySet().removeIf(key -> key.equals(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIME.toMillis());
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(topic); // what takes long is done before
      long beforeMs = System.currentTimeMillis();
      long brokerMs =
          producer
              .send(new ProducerRecord<>(topic, new byte[0]))
              .get(TIME.toMillis(), TimeUnit.MILLISECONDS)
              .timestamp();
      long afterMs = System.currentTimeMillis();
      return clock(nearest(brokerMs, beforeMs, afterMs));
    } catch (ExecutionException | TimeoutException e) {
      return Finding.warn("clock", "the broker's time is unknown: " + e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warn("clock", "interrupted", "");
    } finally {
      wait(admin.deleteTopics(List.of(topic)).all());
    }
  }

  /** How far ahead we are at least; 0 if the broker's time lies between ours. */
  static long nearest(long brokerMs, long beforeMs, long afterMs) {
    if (brokerMs < beforeMs) {
      return beforeMs - brokerMs;
    }
    return brokerMs > afterMs ? afterMs - brokerMs : 0;
  }

  private static int level(Map<String, FinalizedVersionRange> features, String name) {
    FinalizedVersionRange range = new TreeMap<>(features).get(name);
    return range == null ? 0 : range.maxVersionLevel();
  }

  private static Map<String, Object> config(Map<String, String> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, "tributary-doctor");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIME.toMillis() / 2));
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIME.toMillis()));
    return config;
  }

  private static <T> T wait(KafkaFuture<T> future) {
    try {
      return future.get(2 * TIME.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new KafkaException("no answer", cause);
    } catch (TimeoutException e) {
      throw new KafkaException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
