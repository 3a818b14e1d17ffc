package ai.valeo.erp.tributary.graphql.schema;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The events of a subscription without those its caller does not see. */
final class SeenPublisher implements Publisher<Object> {

  private final Publisher<?> events;
  private final Predicate<Object> isSeen;

  SeenPublisher(Publisher<?> events, Predicate<Object> isSeen) {
    this.events = events;
    this.isSeen = isSeen;
  }

  @Override
  public void subscribe(Subscriber<? super Object> subscriber) {
    events.subscribe(new Seeing(subscriber, isSeen));
  }

  /** Asks for another event in place of each it leaves out. */
  private static final class Seeing implements Subscriber<Object> {

    private final Subscriber<? super Object> subscriber;
    private final Predicate<Object> isSeen;
    private final AtomicReference<Subscription> subscription = new AtomicReference<>();

    Seeing(Subscriber<? super Object> subscriber, Predicate<Object> isSeen) {
      this.subscriber = subscriber;
      this.isSeen = isSeen;
    }

    @Override
    public void onSubscribe(Subscription started) {
      subscription.set(started);
      subscriber.onSubscribe(started);
    }

    @Override
    public void onNext(Object event) {
      if (isSeen.test(event)) {
        subscriber.onNext(event);
      } else {
        Subscription running = subscription.get();
        if (running != null) {
          running.request(1);
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
