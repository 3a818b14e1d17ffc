/** Writing at the centre: changes, changes that nodes submit, rulings, and reading one's writes. */
@NullMarked
package ai.valeo.erp.tributary.graphql.command;

import org.jspecify.annotations.NullMarked;
