package ai.valeo.erp.tributary.graphql.gateway;

import java.time.Duration;

/** Whether the centre may be asked now, and what came of it: a circuit breaker. Any thread. */
public interface Reach {

  /** Whether it may be asked; if so, the result must be reported. */
  boolean tryAcquire();

  /** Whether the way to it is bad of late, so that it is asked only where that is needed. */
  boolean isUnstable();

  /** It answered. */
  void succeeded(Duration took);

  /** It did not answer. */
  void failed(Duration took, Throwable cause);
}
