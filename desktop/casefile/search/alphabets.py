"""How the letters of five alphabets are read, for `transliterate`.

Each entry is ``letters=reading,reading``: letters that are read together, and every way they may sound in
the keys' rough Latin (x is ш, c is ч, j is ж, h is х, q is ц). "^" marks the start of a word, "$" its end.
"""

from __future__ import annotations

Readings = dict[str, tuple[str, ...]]


def _readings_by_letters(table: str) -> Readings:
    pairs = (entry.partition("=") for entry in table.split())
    return {letters: tuple(readings.split(",")) for letters, _, readings in pairs}


# Russian, Ukrainian, Belarusian, Serbian, Macedonian, and the letters Kazakh adds.
CYRILLIC = _readings_by_letters(
    """
    а=a б=b в=v г=g,h ґ=g д=d е=e ё=e,o є=e ж=j з=z и=i і=i ї=i й=i ј=i к=k л=l м=m н=n о=o п=p р=r с=s
    т=t у=u ў=v,u ф=f х=h ц=q ч=c ш=x щ=xc ъ= ы=i ь= э=e ю=iu я=ia љ=li њ=ni ћ=c ђ=dj џ=dj ѓ=g ќ=k ѕ=dz
    ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h ьо=o ье=ie,e ьё=o,ie йо=o ия=ia дж=dj
    """
)

GREEK = _readings_by_letters(
    """
    α=a β=v γ=g δ=d ε=e ζ=z η=i θ=t ι=i κ=k λ=l μ=m ν=n ξ=ks ο=o π=p ρ=r σ=s ς=s τ=t υ=i φ=f χ=h ψ=ps
    ω=o ου=u ει=i,ei οι=i,oi αι=e,ai αυ=av,af ευ=ev,ef μπ=b,mp ντ=d,nt γκ=g,gk γγ=ng τσ=q τζ=q,dj
    """
)

GEORGIAN = _readings_by_letters(
    """
    ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=j რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=g,h ყ=k
    შ=x ჩ=c ც=q ძ=dz წ=q ჭ=c ხ=h ჯ=dj ჰ=h
    """
)

ARMENIAN = _readings_by_letters(
    """
    ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=e,i թ=t ժ=j ի=i լ=l խ=h ծ=q կ=k հ=h ձ=dz ղ=g,h ճ=c մ=m յ=i ն=n շ=x ո=o
    ^ո=o,vo չ=c պ=p ջ=dj ռ=r ս=s վ=v տ=t ր=r ց=q ու=u փ=p ք=k օ=o ֆ=f և=ev
    """
)

# English, German, French, Polish, Czech, South Slavic and Turkish habits together.
LATIN = _readings_by_letters(
    """
    schtsch=xc chtch=xc shtsh=xc shch=xc szcz=xc stsch=xc tsch=c tch=c sch=x,xc,j dzh=dj dsch=dj
    dj=dj,di zh=j sh=x sz=x cz=c ch=c,h,x kh=h gh=g,h ph=f th=t ts=q tz=q ck=k qu=k ou=u oo=u x=ks w=v
    q=k c=k,q z=z,q j=i,j y=i ya=ia ja=ia yu=iu ju=iu you=iu yo=o jo=o,io gue=ge,gue gui=gi,gui
    dre$=dr,dre ^jou=ju,iu ^ye=e ^je=e,je ^ie=e ^s=s,z off$=ov eff$=ev ine$=in,ine er$=er,r eu$=eu,u č=c
    ć=c š=x ş=x ș=x ž=j ż=j šč=xc ç=c,s ö=o,e ğ=g, đ=dj,d dž=dj
    """
)
