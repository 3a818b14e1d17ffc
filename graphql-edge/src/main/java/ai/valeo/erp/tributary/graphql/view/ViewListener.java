package ai.valeo.erp.tributary.graphql.view;

/** Is told what the views show anew. Called on the views' threads; must be quick. */
public interface ViewListener {

  /** Nobody listens. */
  ViewListener NONE =
      new ViewListener() {
        @Override
        public void changed(String entityType, String entityId) {}

        @Override
        public void everythingChanged() {}
      };

  /** Whoever reads this entity from now on sees its new state. */
  void changed(String entityType, String entityId);

  /** Whoever reads from now on may see anything else: views were restored or have moved. */
  void everythingChanged();
}
