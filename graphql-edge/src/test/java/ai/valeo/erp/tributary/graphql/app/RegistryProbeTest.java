package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class RegistryProbeTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final int PATIENCE_SECONDS = 60;

  @Test
  void shouldNotClaimAnAnswerBeforeTheFirst() throws Exception {
    // given a registry that takes its time
    var asked = new LinkedBlockingQueue<String>();
    var answers = new SynchronousQueue<Boolean>();
    try (var probe =
        new RegistryProbe(
            () -> {
              asked.add("asked");
              return taken(answers);
            },
            PAUSE)) {
      assertThat(probe.last()).isEqualTo(RegistryProbe.Answer.NOT_ASKED);

      // when
      probe.start();

      // then it is asked at once, and nothing is said before it has answered
      awaitQuestion(asked);
      assertThat(probe.last()).isEqualTo(RegistryProbe.Answer.NOT_ASKED);
      give(answers, true);
      awaitQuestion(asked); // the next one, so that the answer to the first is known
      assertThat(probe.last()).isEqualTo(RegistryProbe.Answer.ANSWERS);
      give(answers, false);
      awaitQuestion(asked);
      assertThat(probe.last()).isEqualTo(RegistryProbe.Answer.SILENT);
    }
  }

  @Test
  void shouldGoOnAskingAfterAnException() throws Exception {
    // given
    var asked = new LinkedBlockingQueue<String>();
    var failing = new IllegalStateException("the client is confused");
    BooleanSupplier confusedTwice =
        new BooleanSupplier() {
          private int questions;

          @Override
          public boolean getAsBoolean() {
            asked.add("asked");
            questions += 1;
            if (questions <= 2) {
              throw failing;
            }
            return true;
          }
        };
    try (var probe = new RegistryProbe(confusedTwice, PAUSE)) {
      // when
      probe.start();

      // then
      for (int question = 1; question <= 4; question++) {
        awaitQuestion(asked);
      }
      assertThat(probe.last()).isEqualTo(RegistryProbe.Answer.ANSWERS);
    }
  }

  private static void awaitQuestion(BlockingQueue<String> asked) throws InterruptedException {
    assertThat(asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("is asked").isNotNull();
  }

  private static void give(SynchronousQueue<Boolean> answers, boolean answer)
      throws InterruptedException {
    assertThat(answers.offer(answer, PATIENCE_SECONDS, TimeUnit.SECONDS)).as("is taken").isTrue();
  }

  private static boolean taken(SynchronousQueue<Boolean> answers) {
    try {
      return answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
