package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.feedback.FeedDecoder;
import ai.valeo.erp.tributary.edge.feedback.Feedback;
import ai.valeo.erp.tributary.edge.feedback.MissedOutcomes;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.network.Remotes;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.publish.FlowFeed;
import ai.valeo.erp.tributary.edge.publish.Heartbeat;
import ai.valeo.erp.tributary.edge.publish.MutationWire;
import ai.valeo.erp.tributary.edge.publish.NodeRegister;
import ai.valeo.erp.tributary.edge.publish.Publisher;
import ai.valeo.erp.tributary.edge.publish.Recovery;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What every session of a node is made of; all of it outlives the sessions.
 *
 * @param settings the node's settings
 * @param types the entity types
 * @param serdes reads and writes records
 * @param store the node's store
 * @param remotes what learns how the broker and the registry are
 * @param run names this run of the program
 * @param access notices when the broker refuses the node
 * @param signer signs what it publishes
 * @param troubles what keeps the node from its work
 * @param queue the outbox
 * @param settlement the way of answers and records into the store
 * @param publish what publishers share
 * @param feed what feedbacks share
 * @param status what a heartbeat tells
 */
record SessionParts(
    EdgeSettings settings,
    EntityTypes types,
    AvroSerdes serdes,
    EdgeStore store,
    Remotes remotes,
    String run,
    AccessWatch access,
    MutationSigner signer,
    Troubles troubles,
    PublishQueue queue,
    Settlement settlement,
    Publisher.Shared publish,
    Feedback.Shared feed,
    Supplier<Heartbeat.Status> status) {

  KafkaClients clients() {
    return new KafkaClients(settings);
  }

  FeedDecoder decoder() {
    var setup =
        new FeedDecoder.Setup(
            settings.store().node(),
            settings.topics(),
            types,
            settings.scope(),
            settings.clock().maxSkew());
    return new FeedDecoder(setup, serdes, metrics());
  }

  Publisher publisher(Producer<byte[], byte[]> producer) {
    var wire = new MutationWire(settings.topics(), settings.store().node(), serdes, signer);
    var channel = new Publisher.Channel(producer, wire, feed.watch().tracing());
    return new Publisher(channel, queue, settings.publish(), publish);
  }

  NodeRegister register(Consumer<byte[], byte[]> consumer) {
    return new NodeRegister(
        settings.store().node(), settings.topics().edgeNodes(), serdes, consumer);
  }

  Recovery recovery(Consumer<byte[], byte[]> consumer, BooleanSupplier stopped) {
    return new Recovery(settings.store().node(), serdes, consumer, stopped);
  }

  Feedback feedback(Consumer<byte[], byte[]> consumer, FeedDecoder decoder) {
    return new Feedback(consumer, decoder, settlement, feed);
  }

  MissedOutcomes missedOutcomes() {
    var source =
        new MissedOutcomes.Source(
            settings.topics().audit(), serdes, () -> clients().consumer("audit"));
    return new MissedOutcomes(
        source, new MissedOutcomes.Ends(store, settlement, queue.lost()), feed);
  }

  FlowFeed flow(Consumer<byte[], byte[]> consumer) {
    var source =
        new FlowFeed.Source(
            settings.topics().flowControl(),
            settings.store().node(),
            serdes,
            settings.publish().flow().longestHold());
    return new FlowFeed(consumer, source, publish.gate(), System::nanoTime);
  }

  ProducerRecord<byte[], byte[]> heartbeat(boolean leaves) {
    return new Heartbeat(settings.topics().edgeNodes(), serdes).record(status.get(), leaves);
  }

  private EdgeMetrics metrics() {
    return feed.metrics();
  }
}
