import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;

/** Prints what in an ontology lies outside OWL 2 RL, as the OWL API has it, and the number of axioms read. */
public class Profile {
    public static void main(String[] arguments) throws Exception {
        var ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(arguments[0]));
        new OWL2RLProfile().checkOntology(ontology).getViolations().forEach(System.out::println);
        System.out.println("axioms " + ontology.getAxiomCount());
    }
}
