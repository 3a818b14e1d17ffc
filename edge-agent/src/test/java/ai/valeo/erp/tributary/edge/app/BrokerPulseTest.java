package ai.valeo.erp.tributary.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.edge.network.Remotes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class BrokerPulseTest {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final NetworkSettings settings =
      EdgeSettings.of(
              Map.of(
                  "edge.node.id", "berlin",
                  "edge.store.file", "edge.db",
                  "edge.network.timeout.ms", "5000",
                  "edge.network.losses", "2",
                  "kafka.bootstrap.servers", "127.0.0.1:1",
                  "schema.registry.url", "http://127.0.0.1:1"))
          .network();
  private final AtomicLong nanos = new AtomicLong(Duration.ofHours(1).toNanos());
  private final RemoteWatch broker =
      new Remotes(settings, new RemoteWatch.Time(nanos::get, () -> Instant.EPOCH))
          .watch(Remote.BROKER);
  private final Queue<KafkaFutureImpl<Map<String, TopicDescription>>> questions =
      new ArrayDeque<>();
  private final BrokerPulse pulse = new BrokerPulse(this::question, settings, broker, nanos::get);

  @Test
  void shouldTellHowLongTheAnswerTookAndNotHowLongNobodyLooked() {
    // given
    pulse.look();

    // when: the answer comes at once, and is looked at with the next tick
    later(Duration.ofMillis(3));
    questions.remove().complete(Map.of());
    later(TICK);
    var answer = pulse.look();

    // then
    assertThat(answer).isEmpty();
    assertThat(pulse.proved()).isTrue();
    assertThat(broker.status().latencyMs()).isEqualTo(3);
  }

  @Test
  void shouldAskAgainSoonAndGiveUpAfterSeveralQuestionsWithoutAnAnswer() {
    // given
    pulse.look();
    later(settings.timeout());
    pulse.look();
    assertThat(broker.status().loss()).isPositive();

    // when
    later(settings.backoff().initial());
    pulse.look();
    questions.remove();
    questions.remove().completeExceptionally(new IllegalStateException("on purpose"));

    // then
    assertThatThrownBy(pulse::look).hasMessageContaining("on purpose");
    assertThat(broker.status().state()).isEqualTo(RemoteStatus.State.DOWN);
    assertThat(pulse.proved()).isFalse();
  }

  private KafkaFuture<Map<String, TopicDescription>> question() {
    var question = new KafkaFutureImpl<Map<String, TopicDescription>>();
    questions.add(question);
    return question;
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
