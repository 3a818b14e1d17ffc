package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectivityTest {

  @Test
  void shouldGoOnlineByWayOfReconnecting() {
    // when
    Connectivity trying = Connectivity.NOT_STARTED.trying();
    Connectivity online = trying.connected(false);

    // then
    assertThat(trying.state()).isEqualTo(ConnectionState.RECONNECTING);
    assertThat(online).isEqualTo(new Connectivity(ConnectionState.ONLINE, false, 0));
  }

  @Test
  void shouldShowOfflineAfterTooManyFailuresAndReturn() {
    // given
    Connectivity connectivity = Connectivity.NOT_STARTED.trying();

    // when
    Connectivity twice = connectivity.failed(3).failed(3);
    Connectivity thrice = twice.failed(3);

    // then
    assertThat(twice).isEqualTo(new Connectivity(ConnectionState.RECONNECTING, false, 2));
    assertThat(thrice).isEqualTo(new Connectivity(ConnectionState.OFFLINE, false, 3));
    assertThat(thrice.trying()).isEqualTo(thrice);
    assertThat(thrice.connected(false))
        .isEqualTo(new Connectivity(ConnectionState.ONLINE, false, 3));
    assertThat(thrice.connected(false).stands(true, false))
        .isEqualTo(new Connectivity(ConnectionState.ONLINE, false, 0));
    assertThat(thrice.stands(true, false)).isEqualTo(thrice);
  }

  @Test
  void shouldStayOfflineInOfflineModeWhateverHappens() {
    // given
    Connectivity offline = Connectivity.NOT_STARTED.trying().connected(false).withOfflineMode(true);

    // when
    Connectivity after = offline.trying().connected(true).failed(3).stands(true, true);

    // then
    assertThat(after).isEqualTo(new Connectivity(ConnectionState.OFFLINE, true, 0));
    assertThat(after.withOfflineMode(false))
        .isEqualTo(new Connectivity(ConnectionState.RECONNECTING, false, 0));
  }

  @Test
  void shouldTellUnstableFromOnlineOnlyWhileConnected() {
    // given
    Connectivity trying = Connectivity.NOT_STARTED.trying();

    // when
    Connectivity unstable = trying.connected(true);

    // then
    assertThat(unstable.state()).isEqualTo(ConnectionState.UNSTABLE);
    assertThat(unstable.isConnected()).isTrue();
    assertThat(unstable.stands(false, false).state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(unstable.trying()).isEqualTo(unstable);
    assertThat(unstable.failed(3).state()).isEqualTo(ConnectionState.RECONNECTING);
    assertThat(trying.stands(true, true)).isEqualTo(trying);
  }

  @Test
  void shouldForgetFailuresOnlyWhenTheConnectionHasProvedItself() {
    // given
    Connectivity back = Connectivity.NOT_STARTED.trying().failed(9).failed(9).connected(false);

    // when / then
    assertThat(back.stands(false, false).failures()).isEqualTo(2);
    assertThat(back.stands(true, false).failures()).isZero();
  }

  @Test
  void shouldStartInOfflineModeWhereItWasLeft() {
    // given
    Connectivity left = Connectivity.notStarted(true);

    // when / then
    assertThat(left.trying()).isEqualTo(left);
    assertThat(left.withOfflineMode(false).state()).isEqualTo(ConnectionState.RECONNECTING);
  }

  @Test
  void shouldHoldItsPromisesUnderAnySequenceOfEvents() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      int limit = 1 + random.nextInt(12);
      Connectivity now = Connectivity.notStarted(random.nextInt(10) == 0);
      boolean wished = now.offlineMode();
      int failures = 0;
      for (int step = 0; step < 500; step++) {
        Connectivity before = now;
        switch (random.nextInt(6)) {
          case 0 -> now = now.trying();
          case 1 -> now = now.connected(random.nextBoolean());
          case 2 -> {
            boolean proved = random.nextBoolean();
            now = now.stands(proved, random.nextBoolean());
            failures = proved && now.isConnected() ? 0 : failures;
          }
          case 3, 4 -> {
            now = now.failed(limit);
            failures = wished ? 0 : failures + 1;
          }
          default -> {
            wished = random.nextInt(4) == 0;
            failures = wished == now.offlineMode() ? failures : 0;
            now = now.withOfflineMode(wished);
          }
        }
        String where = "seed " + seed + ", step " + step + ": " + before + " > " + now;
        assertThat(now.offlineMode()).as(where).isEqualTo(wished);
        assertThat(now.failures()).as(where).isEqualTo(failures);
        if (wished) {
          assertThat(now.state()).as(where).isEqualTo(ConnectionState.OFFLINE);
        } else if (before.state() != ConnectionState.OFFLINE
            && now.state() == ConnectionState.OFFLINE) {
          assertThat(now.failures()).as(where).isGreaterThanOrEqualTo(limit);
        } else if (before.state() == ConnectionState.OFFLINE
            && before.failures() >= limit
            && !before.offlineMode()
            && !now.isConnected()
            && now.failures() > 0) {
          assertThat(now.state()).as(where).isEqualTo(ConnectionState.OFFLINE);
        }
      }
    }
  }
}
