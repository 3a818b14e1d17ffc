package ai.valeo.erp.tributary.graphql.schema;

import org.reactivestreams.Subscription;

/** A subscription whose source may be listened to only some time after it was given out. */
public interface LateSubscription extends Subscription {

  /**
   * Runs this once everything that happens from then on is told, or the subscription is over; at
   * once if that is so already. Any thread.
   */
  void whenListening(Runnable then);
}
