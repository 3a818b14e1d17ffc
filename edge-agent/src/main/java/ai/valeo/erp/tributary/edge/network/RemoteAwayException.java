package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.RemoteStatus;

/** A call was not even tried, since its remote does not answer at present. */
public final class RemoteAwayException extends RuntimeException {

  RemoteAwayException(RemoteStatus status, Throwable cause) {
    super(status.remote() + " does not answer: " + status.lastError(), cause);
  }
}
