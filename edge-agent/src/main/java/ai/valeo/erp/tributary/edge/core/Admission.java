package ai.valeo.erp.tributary.edge.core;

/** What an entity record makes of what the node knows of the entity; depends on how it is read. */
public final class Admission {

  private Admission() {}

  /**
   * What matters of a record besides its entity's present shadow.
   *
   * @param wanted whether the node keeps an entity with these values
   * @param own whether it has mutations of its own under way; then it is kept, whatever its values
   */
  public record Standing(boolean wanted, boolean own) {

    boolean isKept() {
      return wanted || own;
    }
  }

  /** A record behind the stored position: it is newer than all before it. */
  public static Shadow following(Shadow shadow, Base incoming, Standing standing) {
    boolean hadNone = shadow.newest() == null;
    if (incoming.deleted() && hadNone && !standing.own()) {
      return shadow;
    }
    if (!standing.isKept() && !incoming.deleted()) {
      return new Shadow(null, null, shadow.flights());
    }
    return isOtherLife(shadow, incoming) ? shadow.restarted(incoming) : shadow.received(incoming);
  }

  /** Versions begin anew some time after a deletion; its record may be gone from the topic. */
  private static boolean isOtherLife(Shadow shadow, Base incoming) {
    Base newest = shadow.newest();
    return newest != null
        && shadow.flights().isEmpty()
        && incoming.version() <= newest.version()
        && incoming.hlc().compareTo(newest.hlc()) > 0
        && !incoming.updatedBy().equals(newest.updatedBy());
  }

  /**
   * A record before the place the topic was already read to, read again for entities newly wanted.
   * What was known then is at least as new. What was known but is not here any more has gone
   * meanwhile, so that this record is not its last one and must not bring it back.
   *
   * @param known whether it was kept the first time
   * @param baseKnown whether the entity's present base would have been kept the first time
   */
  public static Shadow replayed(
      Shadow shadow, Base incoming, Standing standing, boolean known, boolean baseKnown) {
    Base newest = shadow.newest();
    if (newest != null && (newest.deleted() || baseKnown)) {
      return shadow;
    }
    if (standing.own()) {
      return standing.wanted() && !incoming.deleted() && !known
          ? shadow.received(incoming)
          : shadow;
    }
    boolean takes = standing.wanted() && !known && !incoming.deleted();
    return new Shadow(takes ? incoming : null, null, shadow.flights());
  }

  /** How a record read in a sweep stands to what is here. */
  public enum Age {
    /** It is what is here. */
    SAME,
    /** It is newer. */
    NEWER,
    /** It is older, or of another life of the entity: the last such record of a sweep holds. */
    OLDER
  }

  /** Compares a record read in a sweep with what is here. */
  public static Age age(Shadow shadow, Base incoming) {
    Base newest = shadow.newest();
    if (newest == null || incoming.version() > newest.version()) {
      return Age.NEWER;
    }
    boolean isSame =
        incoming.version() == newest.version()
            && incoming.deleted() == newest.deleted()
            && incoming.updatedBy().equals(newest.updatedBy());
    return isSame ? Age.SAME : Age.OLDER;
  }
}
