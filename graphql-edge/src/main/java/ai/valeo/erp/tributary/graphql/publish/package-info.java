/** What the centre writes: changes made there, changes that nodes submit, and persons' rulings. */
@NullMarked
package ai.valeo.erp.tributary.graphql.publish;

import org.jspecify.annotations.NullMarked;
