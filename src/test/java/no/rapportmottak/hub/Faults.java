package no.rapportmottak.hub;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Referenced;
import no.rapportmottak.submission.Submission;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.beans.factory.ObjectProvider;

/** Makes steps of the real routes fail, once each, and notes how the failure routes end them. */
class Faults implements InterceptStrategy {

    /** How a failed step ended: {@code tryAgain} or {@code park}. */
    record Ending(String how, Throwable cause) {}

    private record Fault(String route, String step, Predicate<Exchange> work, Exception cause) {

        Fault {
            cause.setStackTrace(new StackTraceElement[0]);
        }
    }

    private final ObjectProvider<Ledger> ledger;
    private final List<Fault> armed = new CopyOnWriteArrayList<>();
    private final List<Ending> endings = new CopyOnWriteArrayList<>();

    Faults(ObjectProvider<Ledger> ledger) {
        this.ledger = ledger;
    }

    /** The first step that the route comes to fails, whatever it works on. */
    void inRoute(String route, Exception cause) {
        armed.add(new Fault(route, null, work -> true, cause));
    }

    /** The first step that the route comes to with work for this sender fails. */
    void inRoute(String route, String sender, Exception cause) {
        armed.add(new Fault(route, null, work -> isOf(sender, work), cause));
    }

    /** The step with that id fails once with work for this sender. */
    void atStep(String step, String sender, Exception cause) {
        armed.add(new Fault(null, step, work -> isOf(sender, work), cause));
    }

    /** What was armed and has not come yet will not. */
    void disarm() {
        armed.clear();
    }

    /** How the failure with that cause was ended; null as long as it was not. */
    String endingOf(Throwable cause) {
        return endings.stream().filter(ending -> ending.cause() == cause).map(Ending::how).findFirst().orElse(null);
    }

    private boolean isOf(String sender, Exchange exchange) {
        Object work = exchange.getMessage().getBody();
        if (work instanceof Claim claim) {
            return claim.sender().equals(sender);
        }
        if (work instanceof Parcel parcel) {
            return parcel.submission().sender().equals(sender);
        }
        if (work instanceof String) {
            return sender.equals(exchange.getMessage().getHeader("avsender"));
        }
        return work instanceof Referenced known && ledger.getObject().find(known.reference())
                .map(Submission::sender).filter(sender::equals).isPresent();
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                if (node instanceof BeanDefinition bean && "failures".equals(bean.getRef())) {
                    note(bean, exchange);
                    return super.process(exchange, callback);
                }
                Exception cause = fault(node, exchange);
                if (cause == null) {
                    return super.process(exchange, callback);
                }
                exchange.setException(cause);
                callback.done(true);
                return true;
            }
        };
    }

    private void note(BeanDefinition bean, Exchange exchange) {
        String how = bean.getMethod().substring(0, bean.getMethod().indexOf('('));
        endings.add(new Ending(how, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    private Exception fault(NamedNode node, Exchange exchange) {
        boolean failedAlready = exchange.getProperty(Exchange.EXCEPTION_CAUGHT) != null;
        if (failedAlready) {
            return null;
        }
        String route = ExchangeHelper.getRouteId(exchange);
        for (Fault fault : armed) {
            boolean here = fault.step() == null ? fault.route().equals(route) : fault.step().equals(node.getId());
            if (here && fault.work().test(exchange) && armed.remove(fault)) {
                return fault.cause();
            }
        }
        return null;
    }
}
