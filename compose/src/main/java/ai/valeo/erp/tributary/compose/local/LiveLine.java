package ai.valeo.erp.tributary.compose.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows a line again and again until it is closed: often on a terminal, now and then on paper. */
final class LiveLine {
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration ON_PAPER = Duration.ofSeconds(5);

  private final Screen screen;
  private final Supplier<String> line;
  private final CountDownLatch closing = new CountDownLatch(1);

  private LiveLine(Screen screen, Supplier<String> line) {
    this.screen = screen;
    this.line = line;
  }

  static LiveLine show(Screen screen, Supplier<String> line) {
    LiveLine live = new LiveLine(screen, line);
    Thread.ofPlatform().daemon().name("live-line").start(live::repeat);
    return live;
  }

  private void repeat() {
    Duration pause = screen.isTerminal() ? ON_TERMINAL : ON_PAPER;
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        screen.live(line.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    closing.countDown();
  }
}
