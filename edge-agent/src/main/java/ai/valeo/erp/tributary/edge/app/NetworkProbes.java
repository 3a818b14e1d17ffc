package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.network.HttpProbe;
import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.network.NetworkSettings.ProbeSettings;
import ai.valeo.erp.tributary.edge.network.Probe;
import ai.valeo.erp.tributary.edge.network.Prober;
import ai.valeo.erp.tributary.edge.network.Remotes;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.utils.Utils;

/** The probes of everything but the broker, which is asked by the session itself. Any thread. */
final class NetworkProbes implements AutoCloseable {

  private final List<Prober> probers = new ArrayList<>();
  private final List<AutoCloseable> clients = new ArrayList<>();

  /**
   * How probes begin.
   *
   * @param paused whether offline mode is on
   * @param random numbers from 0 (inclusive) to 1 (exclusive)
   */
  record Start(boolean paused, DoubleSupplier random) {}

  /**
   * Probes that are not started.
   *
   * @param settings of the node
   * @param remotes what learns of the answers
   * @param onReturn called when something answers again
   * @param start how they begin
   */
  NetworkProbes(EdgeSettings settings, Remotes remotes, Runnable onReturn, Start start) {
    NetworkSettings network = settings.network();
    record One(Remote remote, Probe probe, ProbeSettings settings) {}
    var all = new ArrayList<One>();
    ProbeSettings registry = network.others().registry();
    all.add(new One(Remote.REGISTRY, registryProbe(settings, registry.timeout()), registry));
    URI centre = network.others().centreUrl();
    if (centre != null) {
      ProbeSettings asked = network.others().centre();
      var probe = new HttpProbe(centre, asked.timeout());
      clients.add(probe);
      all.add(new One(Remote.CENTRE, probe, asked));
    }
    for (One one : all) {
      var setup =
          new Prober.Setup(
              one.probe(),
              remotes.watch(one.remote()),
              one.settings(),
              network.backoff(),
              onReturn);
      probers.add(new Prober(setup, start.paused(), start.random()));
    }
  }

  /** A client of its own: one question, no retries, and its own time-out. */
  private Probe registryProbe(EdgeSettings settings, Duration timeout) {
    Map<String, Object> config = new HashMap<>(settings.registry());
    String timeoutMs = Long.toString(timeout.toMillis());
    config.put("http.connect.timeout.ms", timeoutMs);
    config.put("http.read.timeout.ms", timeoutMs);
    config.put("max.retries", "0");
    SchemaRegistry registry = SchemaRegistry.from(config);
    clients.add(registry);
    return () -> {
      if (!registry.isReachable()) {
        throw new IOException("The schema registry does not answer");
      }
    };
  }

  void start() {
    probers.forEach(Prober::start);
  }

  void setPaused(boolean paused) {
    probers.forEach(prober -> prober.setPaused(paused));
  }

  @Override
  public void close() {
    probers.forEach(Prober::close);
    for (AutoCloseable client : clients) {
      Utils.closeQuietly(client, "a probe");
    }
  }
}
