"""Given names that an English parser takes for places or firms; evidence that a name is a person's, and of nothing else.

Nothing is said of gender, origin or faith by any of these, here or by whoever uses them. English names are left out:
the parser knows them, and firms and papers bear them.
"""

from __future__ import annotations

from functools import cache

from recount.text.names import consonant_skeleton, fold, sound_alike, words_of

_NAMES = words_of(
    "abbas abdallah abdelaziz abdi abdirahman abdul abdullah abdullahi adam adan adel adil adnan afrah ahmad ahmed "
    "ahlam aicha aida aisha akram ala alaa ali alia aliya amal amani amar amer amina amir amira ammar anas anwar "
    "arif arwa asad asif asim asma asmaa aws aya ayman ayoub aziz aziza azza badr bahaa bakr basel basem bashar "
    "bashir basma bassam bilal bouchra brahim dalal dalia daoud dina diyar driss duaa ebtisam ehab eman emad esraa "
    "fadi fadil fahd fahad faisal fares faris farah farid farida farouk fatima fatiha fatma fawzi fouad fuad ghada "
    "ghaith ghassan habib habiba hadi hadil hafsa haider hajar hakim hala hamad hamdi hamed hamid hamza hana hanan "
    "hani hania haroun hasan hassan hatem hayat haytham hicham hiba hind hisham houda huda hussain hussam hussein "
    "ibrahim idris ihab ikram ilham ilyas iman imad imane imran inas intisar isa isam isma ismael ismail israa "
    "issa iyad jabbar jaber jafar jalal jamal jamil jamila jawad jihad joud kadir kamal kamil karam karim karima "
    "kawthar khadija khalid khalil khawla kholoud lamia latif latifa layla leila leyla lina loubna lubna luay maha "
    "mahdi maher mahmoud majed majid malak malek malika manal mansour maram mariam marwa marwan maryam maysa mazen "
    "mehdi mina moaz mohamed mona moner mounir mourad mouna muath muhammad muhannad mujahid mukhtar muna munir "
    "murad musa mustafa muthanna nabil nabila nada nader nadia nadim najat najla naser nasir nasrin nasser nawal "
    "nawaf nidal nisreen nizar noor noura nour nouri omar omran osama othman qasim qusay rabia rachid rafid rafiq "
    "raghad rahaf rahma raja rami rana rania raouf rasha rasheed rashid rayan razan reem rim riad riyad rola rouba "
    "ruba saad sabah sabir sabri sabrina sadiq saeed safa safia sahar said saif salah salam saleh salem salim "
    "salma salman salwa sama samar samer sami samia samir samira sana sanaa sara sawsan shadi shahd shaima shaimaa "
    "sharif shatha sherif shukri siham soraya souad suad sufian suha suhail sulaiman suleiman sultan sumaya sumaia "
    "taha taher taleb talal tamer tarek tariq taym thaer turki umar usama wael wafa wahid waleed walid wassim "
    "widad yacine yaman yahya yara yaser yasin yasir yasmin yasmine yassine yazan younes younis yousef yunus yusuf "
    "zahra zaid zain zainab zakaria zaki zara zayd zayed zeinab ziad zina zineb zuhair ahmet ali alparslan arda "
    "aslan asli aydin ayhan ayla aynur ayse aysel aytekin baran bariscan baris bekir berfin berivan burak bulent "
    "can cem cemal cemile deniz dilan dilek dogan ece elif emine emre engin ercan erdal erhan erkan esra fatih "
    "ferhat feride filiz gokhan gul gulsen hakan halil hatice haydar hevin huseyin ibrahim ilhan ilker ismet kadir "
    "kemal kenan kerem leyla mehmet melek meral mert meryem mesut metin mehmed murat mustafa nazli nesrin nihat "
    "nilufer nuray oguz okan omer onur orhan osman ozan ozlem pelin pinar ramazan recep rojda rojin rustem sedat "
    "selahattin selim selin serdar serkan sevgi sibel sinan songul suleyman tuncay tugba ufuk ugur umit vedat "
    "veysel volkan yasar yildiz yilmaz yusuf zehra zeki zeynep zilan azad bahoz bawer diyar heval jiyan karwan "
    "nechirvan rebin rojhat shilan shirin shorsh zana arash ardeshir arezoo ashkan atefeh babak bahram behrouz "
    "behzad dariush ehsan elaheh farhad farshid farzad farzaneh fereshteh ghazal golnaz hamidreza homa hooman "
    "javad kamran kaveh kian laleh ladan mahsa mahtab mahnaz maziar mehran mitra mohsen mojtaba nasim navid "
    "nazanin neda nima niloofar omid parisa parvin payam pouya ramin reza roya saba saman sepideh shahin shahram "
    "shirin shokoofeh siavash sima soheil soroush vahid yasaman zohreh abdiaziz abdikadir abdinasir abshir asha "
    "ayaan bile dahir deqa farhiya fartun faduma hibo hodan idil ifrah jama khadra liban mahad maryan nasra sahra "
    "shukri warsame yasin yusra zamzam abebe abel aster berhane dawit eyob filmon freweini genet girma haile hagos "
    "kidane mehret meron mulugeta rahel robel saba samrawit selam semere senait tekle tesfaye tsegay yared yemane "
    "yohannes yonas achieng achola akello akinyi amara amadou aminata amos awa ayo babatunde boubacar chidi "
    "chinedu chioma chukwu djibril emeka fanta fatou femi folake funmi ifeoma ife ikenna issa kagiso kamau kofi "
    "kojo kwabena kwame kwesi lamin lerato mamadou mariama modou moussa mutua mwangi ngozi njeri nnamdi nyambura "
    "obinna ochieng odhiambo okello okoth olga olu omondi opio oumar ousmane salif sekou sibusiso sipho tendai "
    "thabo thandiwe themba tunde uche wambui wanjiru zanele zodwa alexei aleksei aleksandr alyona anastasia andrei "
    "andrzej anatoly anton arkady artem artyom bogdan boris bohdan dariya darya denis dmitri dmitry dmytro "
    "ekaterina evgeny fyodor galina gennady grigory halyna igor ilya inna irina ivan kateryna kirill konstantin "
    "ksenia larisa leonid lyudmila lyubov maksim marat mikhail mykola nadezhda natalia natalya nikita nikolai "
    "oksana oleg oleh oleksandr olena olga ostap pavel petro polina raisa ramzan roman rostislav ruslan sergei "
    "serhiy sergey snezhana stanislav svetlana taras tatiana tatyana tetiana timur vadim valentina valery vasily "
    "vera viktor vitaly vladimir vladislav volodymyr vyacheslav yana yaroslav yegor yelena yevgeny yulia yuri zaur "
    "zoya agnieszka bartosz beata boguslaw czeslaw danuta dorota ewa grzegorz halina iwona jadwiga jakub janusz "
    "jaroslaw jerzy joanna kasia katarzyna krzysztof leszek lukasz maciej malgorzata marcin marek mariusz marta "
    "mateusz michal miroslav pawel piotr przemek slawomir stanislaw tadeusz tomasz tomas urszula wieslaw wojciech "
    "zbigniew zdenek zofia zuzana bojana branko dejan dragan dragana dusan emir goran ivana jasmina jelena jovan "
    "jovana ljiljana marija milan milica milos mirjana mladen nebojsa nemanja nenad nikola predrag radovan senad "
    "slavica slobodan snezana srdjan stefan tijana vesna vladan vuk zdravko zeljko zoran agim arben ardian besa "
    "bekim blerim dritan enver fatmir flamur granit ilir kujtim lirim lulzim mentor mirela shpend valon vjosa "
    "astrid bjorn bodil dag einar eirik elin espen freja frode greta gro gunnar gunilla hakon halvard haldis "
    "hallgrim hanne havard helga henrik hilde ingeborg ingrid jesper johan jorgen karin katrine kirsten kjell knut "
    "lars lasse leif lena magnus maren marit mats mette mikael mikkel nils oddvar odd ola olav ole palle pernille "
    "ragnhild rasmus rune signe sigrid sigurd silje siri sissel soren sten sven svein terje thor tone tore torsten "
    "trond trygve ulf ulrika unni vidar yngve anke annegret antje bernd birgit bjarne dagmar detlef dieter dirk "
    "elke ernst friedrich fritz gerd gerhard gisela gudrun gunter gunther hannelore hans hartmut heike heiko "
    "heinrich heinz helmut holger horst ilse ines ingo jens joachim jochen jorg jurgen karl kathrin klaus kurt "
    "lothar ludger lutz manfred matthias meike monika norbert otto petra rainer reinhard renate rolf rudiger "
    "sabine siegfried sigrid silke steffen susanne thorsten ulrich ursula ute uwe volker walter werner wilhelm "
    "wolfgang aurelie bastien baptiste benoit bertrand cecile celine chloe clemence corentin cyril damien delphine "
    "didier dominique elodie emilie emmanuel etienne eugenie fabien fabrice florent francois francoise frederic "
    "gaelle genevieve gilles guillaume helene herve isabelle jacques jerome jean joel julien laetitia laurent "
    "lucie ludovic marcel margaux marine mathieu maxime mireille nathalie nicolas odile olivier pascal philippe "
    "pierre quentin regis remi rene romain sandrine sebastien solange stephane sylvain sylvie thibault thierry "
    "valerie veronique virginie xavier yann yves alejandra alejandro alessandro alfonso alvaro amparo andres angel "
    "anselmo antonella antonio araceli arturo beatriz belen benito bernardo bruna camila carlos carmen caterina "
    "cesar chiara claudia claudio concepcion consuelo cristina cristobal dario diego dolores eduardo efrain elena "
    "emilio enrico enrique ernesto esperanza esteban estefania eugenio ezequiel fabio fabrizio federico felipe "
    "fermin fernanda fernando filippo florencia francesca francesco francisco gabriela gaetano gerardo giacomo "
    "gianluca gilberto giorgio giovanna giovanni giulia giuseppe gloria gonzalo graciela guadalupe guillermo "
    "gustavo hector heriberto hernan horacio humberto ignacio inigo isidro javier jesus joao joaquin jorge jose "
    "josefa juan juana julio leandro lorena lorenzo lourdes lucia luciana luigi luis luisa luz manuel marcelo "
    "marcos margarita mariana mario marisol martin mateo matteo mauricio mercedita miguel miriam montserrat nestor "
    "nicolas nieves norberto octavio oscar osvaldo pablo paola paolo patricio pedro pilar rafael raimundo ramiro "
    "ramon raul remedios renata ricardo rigoberto roberto rocio rodolfo rodrigo rogelio rosario ruben salvatore "
    "santiago sergio silvia silvio simone soledad teresa tiago tomas ursula valentina vicente vincenzo violeta "
    "virgilio vittorio ximena yolanda aditya ajay akash alok amit amita anand anil anita anjali ankit arjun arun "
    "asha ashok ashwin chandra deepak deepika devi dinesh divya gaurav gopal harish indira jaswant jyoti kavita "
    "kiran krishna lakshmi lalit mahesh manish manoj meena mohan mukesh nandini naresh neha nikhil nirmala nitin "
    "padma pooja prakash pramod pranav prashant pratap preeti priya priyanka rahul raj rajesh rajiv raju rakesh "
    "ramesh ravi rekha rohit sachin sandeep sangeeta sanjay santosh shanti shivani shreya sneha sonia srinivas "
    "subhash sudhir suman sunil sunita suresh sushma swati uma usha varun vijay vikas vikram vinod vishal vivek "
    "aamir aftab arif asad asif atif azhar bushra faheem fahim faiza fakhar farooq fauzia ghulam hafiz humaira "
    "ijaz imtiaz iqbal irfan ishaq javed jamshed kashif khurram malala mariam mashal mehwish mubarak nadeem naeem "
    "naila nasreen naveed nawaz obaid parveen pervez qadir qamar rehana rehman rizwan rubina rukhsana sajid salman "
    "samina saqib shabana shabnam shafiq shahid shahzad shakeel shazia sohail sumaira tahir tahira tanvir tasneem "
    "umair usman wahid waqar waseem yasmeen zafar zahid zahida zaheer zeeshan zubair agus amirul andi arief aung "
    "bambang bayu budi danilo dewi dian eko fitri hendra htet indah jusuf khin kyaw lestari linh minh mya nguyen "
    "nurul phuong putri rizal siti sri sukarno thant thi tran tuan wahyu win yuli yuniarti zaw chen hyun jae jiho "
    "jin jun keiko kenji kim liang mei ming naoki park ryo satoshi seung sung takashi wei xiao yong yoko yuki "
    "zhang maria ana anna ines isabel sofia noor nur"
)
# Words that are more often something else at the head of a capitalised run.
_DOUBTFUL = words_of(
    "can win park kim jin jun said jihad angel mina mentor thor sultan gloria raj odd dag gul umit tone mine sri "
    "ala roman marine aster rune hind milan basel santiago rosario concepcion sung soledad esperanza wahid martin"
)


@cache
def is_given(word: str) -> bool:
    """Whether the word is a given name of this table, in this or another transliteration."""
    key = fold(word).replace(" ", "")
    if key in _DOUBTFUL:
        return False
    return key in _NAMES or any(sound_alike(key, other) for other in _by_skeleton().get(consonant_skeleton(key), ()))


@cache
def _by_skeleton() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(_NAMES - _DOUBTFUL):
        skeleton = consonant_skeleton(name)
        if len(skeleton) >= 3:  # two consonants are shared by too many other words  # noqa: PLR2004
            found.setdefault(skeleton, []).append(name)
    return {skeleton: tuple(names) for skeleton, names in found.items()}
