package ai.valeo.erp.tributary.graphql.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.logs.LogLevels.Shown;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogLevelsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LoggerContext context = new LoggerContext();
  private final List<Runnable> ends = new ArrayList<>();
  private final LogLevels levels = new LogLevels(context, time -> ends::add);

  @BeforeEach
  void configure() {
    context.getLogger("ROOT").setLevel(Level.WARN);
    context.getLogger("ai.valeo").setLevel(Level.INFO);
  }

  @Test
  void shouldSayMoreForAWhile() {
    // when
    boolean isChanged = levels.change("ai.valeo.edge", "DEBUG", MINUTE);

    // then
    assertThat(isChanged).isTrue();
    assertThat(context.getLogger("ai.valeo.edge.store").isDebugEnabled()).isTrue();
    assertThat(context.getLogger("ai.valeo.other").isDebugEnabled()).isFalse();
    assertThat(levels.of("ai.valeo.edge").secondsLeft()).isBetween(1L, 60L);

    // when
    ends.getFirst().run();

    // then
    assertThat(context.getLogger("ai.valeo.edge").getLevel()).isNull();
    assertThat(levels.of("ai.valeo.edge")).isEqualTo(new Shown("ai.valeo.edge", "INFO", 0));
  }

  @Test
  void shouldCountTheTimeFromTheLastChange() {
    // given
    levels.change("ai.valeo", "DEBUG", MINUTE);
    levels.change("ai.valeo", "TRACE", MINUTE);

    // when the first one's time is over
    ends.getFirst().run();

    // then
    assertThat(context.getLogger("ai.valeo").getLevel()).isEqualTo(Level.TRACE);

    // when
    ends.getLast().run();

    // then what was configured, not what the first had made of it
    assertThat(context.getLogger("ai.valeo").getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void shouldBeAsConfiguredAtOnceIfAsked() {
    // given
    levels.change("ai.valeo", "OFF", MINUTE);

    // when / then
    assertThat(levels.reset("ai.valeo")).isTrue();
    assertThat(levels.reset("ai.valeo")).isFalse();
    assertThat(context.getLogger("ai.valeo").getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void shouldShowWhatHasALevelOfItsOwnAndMakeNoLoggerByAsking() {
    // when
    levels.of("ai.valeo.never.seen");

    // then
    assertThat(levels.all())
        .containsExactly(new Shown("ROOT", "WARN", 0), new Shown("ai.valeo", "INFO", 0));
    assertThat(context.exists("ai.valeo.never.seen")).isNull();
  }

  @Test
  void shouldRestoreTheRootUnderWhicheverNameItWasChanged() {
    // given: to Logback all of them are the root
    levels.change("root", "DEBUG", MINUTE);
    levels.change("ROOT", "TRACE", MINUTE);
    levels.change("Root", "INFO", MINUTE);
    assertThat(levels.of("rOOT").level()).isEqualTo("INFO");

    // when their times are over, in this order
    ends.forEach(Runnable::run);

    // then
    assertThat(context.getLogger("ROOT").getLevel()).isEqualTo(Level.WARN);
    assertThat(levels.of("root")).isEqualTo(new Shown("ROOT", "WARN", 0));
  }

  @Test
  void shouldChangeNoMoreThanAFewAtATime() {
    // given
    for (int i = 0; i < LogLevels.MAX_CHANGED; i++) {
      assertThat(levels.change("a.b" + i, "DEBUG", MINUTE)).isTrue();
    }

    // when / then
    assertThat(levels.change("one.more", "DEBUG", MINUTE)).isFalse();
    assertThat(levels.change("a.b1", "INFO", MINUTE)).isTrue();
    assertThat(context.exists("one.more")).isNull();
  }
}
