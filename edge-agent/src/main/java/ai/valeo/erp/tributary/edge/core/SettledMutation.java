package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import org.jspecify.annotations.Nullable;

/**
 * A mutation that is over: applied, or failed and acknowledged.
 *
 * @param id the mutation
 * @param key its entity
 * @param operation what it did
 * @param verdict what became of it
 * @param sequence its publish number; 0 if it was never sent
 * @param retryOf the failed mutation it repeats, or none
 * @param capturedAtMs the wall clock at capture, milliseconds since 1970 UTC
 */
public record SettledMutation(
    MutationId id,
    EntityKey key,
    OperationType operation,
    Answer.Verdict verdict,
    long sequence,
    @Nullable MutationId retryOf,
    long capturedAtMs) {}
