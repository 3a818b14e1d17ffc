package ai.valeo.erp.tributary.graphql.change;

import org.jspecify.annotations.Nullable;

/** A subscriber of a topic: its flow and what it wants. */
final class Watcher implements EventFlow.Source {

  private final Channel channel;
  private final Interest interest;
  private final EventFlow flow;
  private final LogReader log;
  private volatile @Nullable Position start;

  Watcher(Channel channel, Interest interest, EventFlow flow, LogReader log) {
    this.channel = channel;
    this.interest = interest;
    this.flow = flow;
    this.log = log;
  }

  Channel channel() {
    return channel;
  }

  Interest interest() {
    return interest;
  }

  EventFlow flow() {
    return flow;
  }

  /** It has seen what is before this already, which the feed has not reached; null = no such. */
  void startFrom(@Nullable Position seen) {
    start = seen;
  }

  /** Whether another instance told it this change before it came to us. */
  boolean hasSeen(Change change) {
    Position seen = start;
    return seen != null && change.offset() < seen.next(change.partition());
  }

  @Override
  public void leave(EventFlow left) {
    channel.leave(this);
  }

  @Override
  public void resume(EventFlow behind, Position from) {
    if (!channel.join(this, from)) {
      log.read(this, from);
    }
  }

  @Override
  public @Nullable String text(@Nullable Position position) {
    return position == null ? null : position.text(channel.topic());
  }
}
