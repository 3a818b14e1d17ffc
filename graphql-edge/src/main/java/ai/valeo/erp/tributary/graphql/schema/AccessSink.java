package ai.valeo.erp.tributary.graphql.schema;

import java.util.Collection;

/** Is told which personal data an answer shows. Any thread. */
public interface AccessSink {

  /** Nobody is told. */
  AccessSink NONE = (request, reads) -> {};

  /** An answer to a request, about to be sent, shows this. */
  void read(GraphRequest request, Collection<DataRule.PersonalRead> reads);
}
