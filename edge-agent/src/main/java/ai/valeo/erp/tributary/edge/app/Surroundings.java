package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What a node takes from outside: types, time, chance and where its metrics and traces go.
 *
 * @param types the entity types
 * @param clock the wall clock
 * @param ids makes mutation ids
 * @param random numbers from 0 (inclusive) to 1 (exclusive)
 * @param meters where metrics go
 * @param tracing where the stages of mutations are recorded; closed by whoever made it
 */
public record Surroundings(
    EntityTypes types,
    InstantSource clock,
    Supplier<MutationId> ids,
    DoubleSupplier random,
    MeterRegistry meters,
    Tracing tracing) {

  /** The machine's own clock and chance, and the types that the settings name. */
  public static Surroundings of(EdgeSettings settings) {
    TimeBasedEpochGenerator uuids = Generators.timeBasedEpochGenerator();
    return new Surroundings(
        settings.entityTypes(),
        InstantSource.system(),
        () -> new MutationId(uuids.generate().toString()),
        () -> ThreadLocalRandom.current().nextDouble(),
        new SimpleMeterRegistry(),
        Tracing.OFF);
  }

  /** The same with metrics going elsewhere. */
  public Surroundings withMeters(MeterRegistry elsewhere) {
    return new Surroundings(types, clock, ids, random, elsewhere, tracing);
  }

  /** The same with another clock. */
  public Surroundings withClock(InstantSource other) {
    return new Surroundings(types, other, ids, random, meters, tracing);
  }

  /** The same with other entity types. */
  public Surroundings withTypes(EntityTypes others) {
    return new Surroundings(others, clock, ids, random, meters, tracing);
  }

  /** The same with the stages of mutations recorded elsewhere. */
  public Surroundings withTracing(Tracing elsewhere) {
    return new Surroundings(types, clock, ids, random, meters, elsewhere);
  }
}
