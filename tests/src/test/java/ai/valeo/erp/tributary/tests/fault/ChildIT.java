package ai.valeo.erp.tributary.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fault")
final class ChildIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path logs;

  /** Counts until it is ended. */
  public static final class Counter {
    private Counter() {}

    public static void main(String[] arguments) throws InterruptedException {
      for (int i = 0; ; i++) {
        System.out.println("tick " + i);
        Thread.sleep(10);
      }
    }
  }

  @Test
  void shouldKillFreezeThawAndStartAgain() {
    var command =
        new JavaCommand("counter", List.of(), List.of(), Counter.class.getName(), List.of());
    try (var child = new Child(command, 32, logs)) {
      // given
      child.start();
      await().atMost(LIMIT).until(() -> child.tail(1).startsWith("tick"));

      // when it is frozen it stands still
      child.freeze();
      String stood = settled(child);
      assertThat(child.isAlive()).isTrue();

      // then it goes on
      child.thaw();
      await().atMost(LIMIT).until(() -> !child.tail(1).equals(stood));

      // and once killed it can be started again
      child.kill();
      assertThat(child.isAlive()).isFalse();
      child.start();
      await().atMost(LIMIT).until(() -> begins(child) == 2);
    }
  }

  private static long begins(Child child) {
    return child.tail(Integer.MAX_VALUE).lines().filter("tick 0"::equals).count();
  }

  private static String settled(Child child) {
    String[] last = new String[1];
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(LIMIT)
        .until(() -> {
          String now = child.tail(1);
          boolean same = now.equals(last[0]);
          last[0] = now;
          return same;
        });
    return last[0];
  }
}
