package ai.valeo.erp.tributary.schemas.entity;

/**
 * Why a mutation did not simply apply. Where several hold, the one that stands first is given. The
 * names are part of the contract: they stand in outcomes and metrics.
 */
public enum Reason {
  /** Signatures are asked for and the record has none. */
  UNSIGNED,
  /** The record is signed with a key that the centre does not know. */
  UNKNOWN_KEY,
  /** The signature is not of this record in this topic. */
  BAD_SIGNATURE,
  /** The key that signed the record did not hold at the broker's time of it. */
  KEY_NOT_IN_FORCE,
  /** The record is signed by another node than the one it names. */
  WRONG_SIGNER,
  /** A signed mutation without a sequence, so old that a repetition would not be noticed. */
  STALE_SIGNATURE,
  /** The record cannot be decoded: garbage, or a schema id the registry does not know. */
  UNDECODABLE,
  /** The record is larger than allowed. */
  TOO_LARGE,
  /** The record's key is not the key of the mutation's entity. */
  WRONG_KEY,
  /** An identity (mutation, edge node, entity) is missing, too long or malformed. */
  INVALID_ID,
  /** No entity type of that name. */
  UNKNOWN_TYPE,
  /** The priority is not 1..10. */
  INVALID_PRIORITY,
  /** Base version, sequence, floor or clock is out of range. */
  INVALID_NUMBER,
  /** The mutation changes nothing: CREATE or UPDATE without changes. */
  NO_CHANGES,
  /** More changes than allowed, or the same attribute changed twice by SET. */
  INVALID_CHANGES,
  /** The type has no such attribute. */
  UNKNOWN_ATTRIBUTE,
  /** The attribute's strategy does not allow the operator. */
  INVALID_OPERATOR,
  /** The operand has the wrong type, or is too long, or out of the type's range. */
  INVALID_VALUE,
  /** CREATE does not set a required attribute, or a change clears one. */
  MISSING_ATTRIBUTE,
  /** The mutation names dependencies, which this version does not process. */
  DEPENDENCIES_UNSUPPORTED,
  /** The mutation belongs to a group, which this version does not process. */
  GROUP_UNSUPPORTED,
  /** UPDATE or DELETE of an entity that was never created. */
  UNKNOWN_ENTITY,
  /** A ruling on a conflict of which the entity knows nothing. */
  UNKNOWN_CONFLICT,
  /** A ruling on a conflict that is over: somebody has ruled on it, or it became moot. */
  CONFLICT_CLOSED,
  /** A ruling on another version of the entity than it has by now. */
  VERSION_MOVED,
  /** A ruling that needs a second person, another one than the first. */
  FOUR_EYES,
  /** The entity was deleted and its type lets deletes win. */
  DELETED,
  /** A step of a progress attribute that its policy does not allow. */
  ILLEGAL_STEP,
  /** A bound such as minimum would be crossed. */
  INVARIANT,
  /** The entity would grow past its limits. */
  LIMIT,
  /** A ruling on a record that is not in quarantine, not any more, or not with these bytes. */
  NOT_QUARANTINED,
  /** A quarantined record cannot be taken again: its mutation has its outcome. */
  ANSWERED,
  /** The change waits for a person. */
  MANUAL,
  /** The edge node's store or disk has no room; nothing was captured. */
  NO_ROOM,
  /** The centre failed on this mutation alone; it was set aside whole. */
  INTERNAL;

  /**
   * Whether it says that nobody knows whose the record is. Then it is set aside and nothing else:
   * no answer to the mutation it names, and no mark in that node's sequence.
   */
  public boolean isOfSignature() {
    return compareTo(STALE_SIGNATURE) <= 0;
  }
}
