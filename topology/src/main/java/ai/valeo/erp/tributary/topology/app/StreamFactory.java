package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.convert.Wire;
import ai.valeo.erp.tributary.topology.store.RocksDbMemory;
import ai.valeo.erp.tributary.topology.stream.Placement;
import ai.valeo.erp.tributary.topology.stream.RegistryGate;
import ai.valeo.erp.tributary.topology.stream.Signatures;
import ai.valeo.erp.tributary.topology.stream.TopologyMetrics;
import ai.valeo.erp.tributary.topology.stream.TopologyParts;
import ai.valeo.erp.tributary.topology.stream.TributaryTopology;
import java.time.InstantSource;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Makes stream instances that are not started yet.
 *
 * @param settings configuration
 * @param wire encoding of the topics
 * @param memory memory of the stores
 * @param tracing where the stages of mutations are recorded
 */
record StreamFactory(
    AggregatorSettings settings, Wire wire, RocksDbMemory memory, Tracing tracing) {

  KafkaStreams create(
      Placement placement, TopologyMetrics metrics, RegistryGate gate, RestoreProgress restore) {
    var time = new SteadyTime(InstantSource.system(), System::nanoTime);
    var parts =
        new TopologyParts(
            settings.topics(),
            settings.policies().types(),
            settings.policies().strategies(),
            settings.window(),
            wire,
            metrics,
            gate,
            placement,
            signatures(),
            new TopologyParts.Clock(System::nanoTime, time::aheadMs),
            tracing);
    var streams =
        new KafkaStreams(
            TributaryTopology.build(parts), StreamsProperties.of(settings, memory), time);
    streams.setGlobalStateRestoreListener(restore);
    return streams;
  }

  private Signatures signatures() {
    KeyFile keys = settings.signingKeys();
    return keys == null
        ? Signatures.NOT_ASKED
        : Signatures.required(new SignatureCheck(keys::keys));
  }
}
