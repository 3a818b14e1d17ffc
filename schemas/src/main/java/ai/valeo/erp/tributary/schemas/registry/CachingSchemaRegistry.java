package ai.valeo.erp.tributary.schemas.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers ids and schemas in memory, and on disk for the time the registry is away.
 *
 * <p>The registry is asked first; the disk answers only when the registry does not. An answer from
 * disk is confirmed by the registry as soon as that is back, and then costs no waiting: with an
 * answer at hand the registry is asked once, and not again for {@value #AWAY_MS} ms.
 */
final class CachingSchemaRegistry implements SchemaRegistry {

  private static final Logger log = LoggerFactory.getLogger(CachingSchemaRegistry.class);

  /** How long a registry that did not answer is left in peace, if the disk knows the answer. */
  static final long AWAY_MS = 15_000;

  /** How long an id that the registry did not know is not asked for again. */
  static final long UNKNOWN_MS = 5_000;

  /** Bounds what a flood of corrupt records can take. */
  static final int MAX_UNKNOWN = 1_000;

  private record SubjectSchema(String subject, Schema schema) {}

  private record Known<T>(T value, boolean confirmed) {}

  private record Unknown(RegistryException why, long untilNanos) {}

  private final SchemaRegistry registry;
  private final SchemaRegistry impatient;
  private final @Nullable SchemaFolder folder;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<SubjectSchema, Known<Integer>> ids = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Known<Schema>> schemas = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Unknown> unknown = new ConcurrentHashMap<>();
  private volatile long awayUntilNanos;
  private volatile boolean away;

  CachingSchemaRegistry(
      SchemaRegistry registry,
      SchemaRegistry impatient,
      @Nullable SchemaFolder folder,
      LongSupplier nanos) {
    this.registry = registry;
    this.impatient = impatient;
    this.folder = folder;
    this.nanos = nanos;
  }

  static SchemaRegistry over(HttpSchemaRegistry registry, RegistrySettings settings) {
    SchemaFolder folder =
        settings.cacheFolder() == null
            ? null
            : new SchemaFolder(settings.cacheFolder(), settings.urls());
    return new CachingSchemaRegistry(registry, registry.withoutRetries(), folder, System::nanoTime);
  }

  @Override
  public int register(String subject, Schema schema) {
    return id(new SubjectSchema(subject, schema), from -> from.register(subject, schema));
  }

  @Override
  public int lookUp(String subject, Schema schema) {
    return id(new SubjectSchema(subject, schema), from -> from.lookUp(subject, schema));
  }

  private int id(SubjectSchema key, Function<SchemaRegistry, Integer> ask) {
    Known<Integer> known = ids.get(key);
    if (known != null && known.confirmed()) {
      return known.value();
    }
    Integer former = known == null ? idOnDisk(key) : known.value();
    Known<Integer> answer = ask(ask, former);
    ids.put(key, answer);
    if (answer.confirmed() && folder != null) {
      folder.keepId(key.subject(), key.schema(), answer.value());
    }
    return answer.value();
  }

  private @Nullable Integer idOnDisk(SubjectSchema key) {
    return folder == null ? null : folder.id(key.subject(), key.schema());
  }

  @Override
  public Schema schema(int id) {
    Known<Schema> known = schemas.get(id);
    if (known != null && known.confirmed()) {
      return known.value();
    }
    refuseKnownUnknown(id);
    Schema former = known != null ? known.value() : folder == null ? null : folder.schema(id);
    Known<Schema> answer = askForSchema(id, former);
    schemas.put(id, answer);
    if (answer.confirmed() && folder != null) {
      folder.keepSchema(id, answer.value());
    }
    return answer.value();
  }

  @Override
  public void askAnew(int id) {
    unknown.remove(id);
  }

  private Known<Schema> askForSchema(int id, @Nullable Schema former) {
    try {
      return ask(from -> from.schema(id), former);
    } catch (RegistryException e) {
      if (e.isRecordAtFault() && hasRoom()) {
        unknown.put(id, new Unknown(e, later(UNKNOWN_MS)));
      }
      throw e;
    }
  }

  /** Most of a flood is never asked for again, and must not take the room for ever. */
  private boolean hasRoom() {
    if (unknown.size() >= MAX_UNKNOWN) {
      forgetOld();
    }
    return unknown.size() < MAX_UNKNOWN;
  }

  private void forgetOld() {
    unknown.values().removeIf(each -> nanos.getAsLong() - each.untilNanos() >= 0);
  }

  private void refuseKnownUnknown(int id) {
    Unknown entry = unknown.get(id);
    if (entry == null) {
      return;
    }
    if (nanos.getAsLong() - entry.untilNanos() < 0) {
      throw new RegistryException(
          entry.why().code(), "id: " + id + " (asked a moment ago)", entry.why());
    }
    forgetOld();
  }

  private <T> Known<T> ask(Function<SchemaRegistry, T> question, @Nullable T former) {
    if (former == null) {
      return new Known<>(question.apply(registry), true);
    }
    if (away && nanos.getAsLong() - awayUntilNanos < 0) {
      return new Known<>(former, false);
    }
    try {
      T answer = question.apply(impatient);
      away = false;
      return new Known<>(answer, true);
    } catch (RegistryException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      awayUntilNanos = later(AWAY_MS);
      if (!away) {
        away = true;
        log.atWarn().addKeyValue("error", e.getMessage()).log("Registry away, using kept ids");
      }
      return new Known<>(former, false);
    }
  }

  private long later(long ms) {
    return nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return registry.latest(subject);
  }

  @Override
  public RegisteredSchema version(String subject, int version) {
    return registry.version(subject, version);
  }

  @Override
  public Compatibility compatibility(String subject) {
    return registry.compatibility(subject);
  }

  @Override
  public void setCompatibility(String subject, Compatibility compatibility) {
    registry.setCompatibility(subject, compatibility);
  }

  @Override
  public void setDefaultCompatibility(Compatibility compatibility) {
    registry.setDefaultCompatibility(compatibility);
  }

  @Override
  public boolean isReachable() {
    return registry.isReachable();
  }

  @Override
  public void close() {
    registry.close();
  }
}
