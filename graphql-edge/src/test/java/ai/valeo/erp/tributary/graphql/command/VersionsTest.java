package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.ViewsMovingException;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionsTest {

  private static final EntityKey KEY = new EntityKey("Order", "o1");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Versions versions = new Versions("central", now::get);
  private final AtomicLong shown = new AtomicLong(5);
  private @Nullable OutcomeView outcome;
  private final Versions.Shown views =
      new Versions.Shown(token -> shown.get() >= token.version(), id -> outcome);

  @Test
  void shouldRememberTheGreatestVersionUntilItIsShown() {
    // given
    versions.answered(what("m1", "central"), outcome("m1", 7));
    versions.answered(what("m2", "central"), outcome("m2", 6));

    // when / then
    assertThat(versions.areShown(KEY, views)).isFalse();
    shown.set(6);
    assertThat(versions.areShown(KEY, views)).isFalse();
    shown.set(7);
    versions.sweep(views);
    assertThat(versions.size()).isZero();
  }

  @Test
  void shouldRememberOnlyItsOwn() {
    versions.answered(what("m1", "berlin"), outcome("m1", 7));
    versions.unheard(what("m1", "berlin"));
    assertThat(versions.areShown(KEY, views)).isTrue();
  }

  @Test
  void shouldLookForAnswersThatNobodyHeard() {
    // given
    versions.unheard(what("m1", "central"));
    assertThat(versions.areShown(KEY, views)).isFalse();

    // when / then: the answer is there, then what came of it
    outcome = outcome("m1", 6);
    assertThat(versions.areShown(KEY, views)).isFalse();
    shown.set(6);
    assertThat(versions.areShown(KEY, views)).isTrue();
  }

  @Test
  void shouldNotWaitForeverForAnAnswer() {
    versions.unheard(what("m1", "central"));
    now.set(Instant.EPOCH.plus(Duration.ofHours(2)));
    assertThat(versions.areShown(KEY, views)).isTrue();
  }

  @Test
  void shouldRememberWhileTheViewsCannotBeRead() {
    // given
    versions.answered(what("m1", "central"), outcome("m1", 5));
    var moving =
        new Versions.Shown(
            token -> {
              throw new ViewsMovingException("on their way");
            },
            id -> outcome);

    // when / then
    assertThat(versions.forget(KEY, moving)).isFalse();
    versions.sweep(moving);
    assertThat(versions.size()).isEqualTo(1);
    versions.sweep(views);
    assertThat(versions.size()).isZero();
  }

  private static Underway.What what(String id, String node) {
    return new Underway.What(id, node, KEY, "print");
  }

  private static OutcomeView outcome(String id, long version) {
    return new OutcomeView(
        id, "central", 0, "Order", "o1", "APPLIED", null, null, version, List.of(), "0", 1, 0);
  }
}
