package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.command.CommandFields;
import ai.valeo.erp.tributary.graphql.command.CommandIds;
import ai.valeo.erp.tributary.graphql.command.CommandMetrics;
import ai.valeo.erp.tributary.graphql.command.CommandSettings;
import ai.valeo.erp.tributary.graphql.command.OriginReader;
import ai.valeo.erp.tributary.graphql.command.OutcomeFeed;
import ai.valeo.erp.tributary.graphql.command.Underway;
import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.graphql.publish.Allowances;
import ai.valeo.erp.tributary.graphql.publish.CentralPublisher;
import ai.valeo.erp.tributary.graphql.publish.CentralWire;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.graphql.view.OutcomeReader;
import ai.valeo.erp.tributary.graphql.view.ViewReaders;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.signing.SigningKey;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** All that the centre needs to write: a producer, a feed of outcomes, threads for answers. */
final class CommandDesk implements AutoCloseable {
  private static final String NAME = "[a-zA-Z0-9._-]{1,48}";
  private static final String NAME_WORDS = "1 to 48 letters, digits, dot, underscore, hyphen";

  private static final Duration STOP_TIME = Duration.ofSeconds(5);
  private static final int ANSWER_THREADS = 2;
  private static final long SWEEP_MS = 1_000;
  private static final int LINGER_MS = 1;
  private static final int MAX_BLOCK_MS = 2_000;
  private static final int REQUEST_TIME_MS = 4_000;
  private static final int DELIVERY_TIME_MS = 10_000;

  private final CentralSettings settings;
  private final ScheduledExecutorService timer;
  private final ExecutorService answers;
  private final CommandFields fields;
  private final OutcomeFeed feed;
  private final Thread thread;
  private final AtomicBoolean isSweeping = new AtomicBoolean();
  private @Nullable Producer<byte[], byte[]> producer; // guarded by this
  private boolean isClosed; // guarded by this

  /**
   * What it works with.
   *
   * @param serdes how records are written and read
   * @param readers how records of the views are read
   * @param views what the centre shows
   * @param lags what the views have not read yet
   * @param tracing where what is written is recorded
   */
  record Surroundings(
      AvroSerdes serdes, ViewReaders readers, Views views, Lags lags, Tracing tracing) {}

  CommandDesk(CentralSettings settings, Surroundings around, MeterRegistry meters) {
    this.settings = settings;
    this.timer = timer();
    this.answers =
        Executors.newFixedThreadPool(
            ANSWER_THREADS, Thread.ofPlatform().name("central-answers-", 1).daemon().factory());
    Topics topics = settings.topics().names();
    CommandMetrics metrics = new CommandMetrics(meters);
    Underway underway =
        new Underway(
            settings.commands().underway(),
            settings.commands().node(),
            new Underway.Clocks(InstantSource.system(), System::nanoTime),
            metrics);
    Allowances allowances = new Allowances(topics, around.serdes);
    TimeBasedEpochGenerator uuids = Generators.timeBasedEpochGenerator();
    this.fields =
        new CommandFields(
            around.views,
            settings.commands(),
            new CommandFields.Channel(
                new CentralPublisher(
                    this::producer,
                    wire(topics, around.serdes),
                    new CentralPublisher.Refusals(CentralMeter.accessWatch(meters), this::discard),
                    around.tracing),
                underway,
                allowances,
                new CommandIds(() -> new MutationId(uuids.generate().toString())),
                new OriginReader(this::consumer, topics.mutations()),
                metrics),
            new CommandFields.Times(
                InstantSource.system(), System::nanoTime, around.lags, timer, answers));
    this.feed =
        new OutcomeFeed(
            this::consumer,
            new OutcomeReader(around.readers),
            allowances,
            underway,
            CentralMeter.accessWatch(meters));
    this.thread = Thread.ofPlatform().name("central-outcomes").unstarted(feed);
  }

  /** A producer that was refused once may never work again; the next call makes a new one. */
  private void discard(Producer<byte[], byte[]> refused) {
    answers.execute(() -> {
      synchronized (this) {
        if (refused.equals(producer)) {
          producer = null;
        }
      }
      refused.close(Duration.ZERO);
    });
  }

  private CentralWire wire(Topics topics, AvroSerdes serdes) {
    var signer =
        MutationSigner.orNone(
            SigningKey.ANY_NODE, settings.commands().signingKeys(), InstantSource.system());
    return new CentralWire(topics, serdes, signer);
  }

  /** How it is configured. */
  static CommandSettings settings(SettingsReader reader, @Nullable PeerSettings peers) {
    String node = reader.matching(CommandKey.NODE_ID, NAME, NAME_WORDS);
    KeyFile signingKeys = KeyFile.of(reader, CommandKey.SIGNING_KEYS_FILE);
    if (signingKeys != null && !signingKeys.keys().has(SigningKey.ANY_NODE)) {
      reader.problem(
          CommandKey.SIGNING_KEYS_FILE.key(), "no key of * is in the file: nodes submit here too");
    }
    return new CommandSettings(
        new EdgeNodeId(node + instance(reader, peers)),
        signingKeys,
        reader.ms(CommandKey.WAIT_MS),
        reader.whole(CommandKey.UNDERWAY),
        new CommandSettings.Reading(
            reader.ms(CommandKey.READ_WAIT_MS), reader.whole(CommandKey.READS)),
        new CommandSettings.Submitting(
            reader.whole(CommandKey.SUBMIT_CHANGES), reader.whole(CommandKey.SUBMIT_PER_SECOND)));
  }

  /**
   * Instances that have not seen each other's changes must be different authors, or the merging
   * takes the later one for one that has seen the other (R4).
   */
  private static String instance(SettingsReader reader, @Nullable PeerSettings peers) {
    String given =
        reader.text(
            CommandKey.NODE_INSTANCE, text -> text.isEmpty() || text.matches(NAME), NAME_WORDS);
    if (!given.isEmpty()) {
      return CommandSettings.INSTANCE_MARK + given;
    }
    if (peers == null) {
      return "";
    }
    String place = peers.advertised().toString().replaceAll("[^a-zA-Z0-9._-]", "-");
    if (!place.matches(NAME)) {
      reader.problem(CommandKey.NODE_INSTANCE.key(), "none, and " + place + " is too long for one");
    }
    return CommandSettings.INSTANCE_MARK + place;
  }

  /** The fetchers of the mutations. */
  CommandFields fields() {
    return fields;
  }

  /** Begins to hear of outcomes. */
  void start() {
    thread.start();
    var unused =
        timer.scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
  }

  /** Not by the thread that hears of outcomes, nor by the timer: they must not wait for views. */
  private void sweep() {
    if (isSweeping.compareAndSet(false, true)) {
      answers.execute(() -> {
        try {
          fields.sweep();
        } finally {
          isSweeping.set(false);
        }
      });
    }
  }

  @Override
  public void close() {
    feed.stop();
    timer.shutdownNow();
    answers.shutdown();
    synchronized (this) {
      isClosed = true;
      if (producer != null) {
        producer.close(STOP_TIME);
      }
    }
    try {
      if (thread.isAlive()) {
        thread.join(STOP_TIME);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Made at its first use, since a process must start with the broker away. */
  private synchronized Producer<byte[], byte[]> producer() {
    if (isClosed) {
      throw new org.apache.kafka.common.KafkaException("The centre is stopping");
    }
    Producer<byte[], byte[]> made = producer;
    if (made == null) {
      Map<String, Object> config = config("producer");
      config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
      config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
      config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * Limits.MAX_MUTATION_BYTES);
      config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
      config.put(ProducerConfig.ACKS_CONFIG, "all");
      config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
      config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIME_MS);
      config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIME_MS);
      config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
      made = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
      producer = made;
    }
    return made;
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = config("outcomes");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> config(String kind) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.views().applicationId() + "-" + kind);
    return config;
  }

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("central-timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
