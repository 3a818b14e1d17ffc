package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.signing.SignatureCheck;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck.Refused;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck.Signed;
import ai.valeo.erp.tributary.schemas.signing.SignatureCheck.Wired;
import ai.valeo.erp.tributary.topology.store.Arrival.Proof;
import org.apache.kafka.streams.processor.api.Record;

/** Finds out who vouches for a mutation when it comes. Any thread. */
public interface Signatures {

  /** Signatures are not asked for. */
  Signatures NOT_ASKED = (topic, record) -> Proof.NOT_ASKED;

  /** Judges a record as it is on the wire. */
  Proof prove(String topic, Record<byte[], byte[]> record);

  /** Every mutation must be signed. */
  static Signatures required(SignatureCheck check) {
    return (topic, record) ->
        switch (check.check(
            new Wired(topic, record.timestamp(), record.key(), record.value(), record.headers()))) {
          case Signed(String signer) -> new Proof(null, "", signer);
          case Refused(var reason, String message) -> new Proof(reason, message, null);
        };
  }
}
