package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectivityTest {

  @Test
  void shouldGoOnlineByWayOfReconnecting() {
    // when
    Connectivity trying = Connectivity.NOT_STARTED.trying();
    Connectivity online = trying.connected();

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
    assertThat(thrice.connected()).isEqualTo(new Connectivity(ConnectionState.ONLINE, false, 3));
    assertThat(thrice.connected().proved())
        .isEqualTo(new Connectivity(ConnectionState.ONLINE, false, 0));
    assertThat(thrice.proved()).isEqualTo(thrice);
  }

  @Test
  void shouldStayOfflineInOfflineModeWhateverHappens() {
    // given
    Connectivity offline = Connectivity.NOT_STARTED.trying().connected().withOfflineMode(true);

    // when
    Connectivity after = offline.trying().connected().failed(3);

    // then
    assertThat(after).isEqualTo(new Connectivity(ConnectionState.OFFLINE, true, 0));
    assertThat(after.withOfflineMode(false))
        .isEqualTo(new Connectivity(ConnectionState.RECONNECTING, false, 0));
  }
}
