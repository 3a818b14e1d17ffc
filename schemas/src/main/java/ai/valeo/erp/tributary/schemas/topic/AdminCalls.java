package ai.valeo.erp.tributary.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What all processes ask of a cluster in the same way. Any thread. */
public final class AdminCalls {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private AdminCalls() {}

  /**
   * Waits for an answer.
   *
   * @param longest how long at most
   * @throws KafkaException if the cluster refuses or does not answer in time
   */
  public static <T> T await(KafkaFuture<T> future, Duration longest) {
    try {
      return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException known) {
        throw known;
      }
      throw new KafkaException("Call to the cluster failed", e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("No broker answered in time", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Creates those of the topics that do not exist, and waits until they take records: a producer
   * that is refused by a leader in the making, but not with its next batch, would put its records
   * out of order, and be stuck.
   *
   * @param present the topics there are
   * @param longest how long each call may take
   * @return those that this call has created, not others at the same time
   * @throws KafkaException if the cluster refuses or does not answer in time
   */
  public static List<String> createMissing(
      Admin admin, Collection<TopicSpec> specs, Set<String> present, Duration longest) {
    List<TopicSpec> missing =
        specs.stream().filter(spec -> !present.contains(spec.name())).toList();
    Map<String, KafkaFuture<Void>> answers =
        admin.createTopics(missing.stream().map(AdminCalls::topic).toList()).values();
    List<String> created = new ArrayList<>();
    answers.forEach((name, answer) -> {
      if (isCreated(answer, longest)) {
        created.add(name);
      }
    });
    awaitLeaders(admin, missing, longest);
    return created;
  }

  /** False if another process was sooner. */
  private static boolean isCreated(KafkaFuture<Void> answer, Duration longest) {
    try {
      await(answer, longest);
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  private static void awaitLeaders(Admin admin, List<TopicSpec> topics, Duration longest) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicSpec topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    boolean isKnown = asked.isEmpty();
    for (long left = longest.dividedBy(PAUSE); !isKnown; left--) {
      isKnown = isKnown(admin, asked, longest, left <= 0);
    }
  }

  /** Brokers hear of a new topic a moment after the controller has made it. */
  private static boolean isKnown(
      Admin admin, Map<TopicPartition, OffsetSpec> asked, Duration longest, boolean isLast) {
    try {
      await(admin.listOffsets(asked).all(), longest);
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      if (isLast) {
        throw e;
      }
      pause();
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static NewTopic topic(TopicSpec spec) {
    return new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.config());
  }
}
