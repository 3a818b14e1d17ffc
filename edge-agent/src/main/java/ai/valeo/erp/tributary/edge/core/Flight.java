package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.MutationId;

/**
 * An own mutation that has its sequence and may be known to the centre.
 *
 * @param sequence its publish number
 * @param id its identity
 * @param phase how far it is
 * @param answeredVersion version of the entity its answer named; 0 before
 */
public record Flight(long sequence, MutationId id, Phase phase, long answeredVersion) {

  /** How far a sent mutation is. */
  public enum Phase {
    /** No answer yet, and the base does not contain it. */
    OPEN(1),
    /** No answer yet, but the base is known to contain it, or what became of it. */
    IN_BASE(2),
    /** Answered; the base does not contain it yet. */
    ANSWERED(3);

    private final int code;

    Phase(int code) {
      this.code = code;
    }

    /** The number it is stored as. */
    public int code() {
      return code;
    }

    /** The phase stored as that number. */
    public static Phase of(int code) {
      return switch (code) {
        case 1 -> OPEN;
        case 2 -> IN_BASE;
        case 3 -> ANSWERED;
        default -> throw new IllegalArgumentException("code: " + code + " (expected: 1 to 3)");
      };
    }
  }

  Flight with(Phase newPhase) {
    return new Flight(sequence, id, newPhase, answeredVersion);
  }

  Flight answered(long version) {
    return new Flight(sequence, id, Phase.ANSWERED, version);
  }
}
